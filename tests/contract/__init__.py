"""What we take to be true of Paymo's API, asked of a server over raw HTTP.

`make contract` asks the sandbox; `make contract URL=...` asks the server behind that base URL,
with the key in `PAYMO_API_KEY`. Every check names its line of docs/paymo-api-facts.md.
The folder also replays the requests of the official documentation (`documented.json`).
"""
