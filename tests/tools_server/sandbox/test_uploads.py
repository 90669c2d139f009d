"""XML and multipart bodies: what they change, and what is no body at all."""

import httpx
import pytest

PNG = b"\x89PNG\r\n\x1a\n"


def test_an_image_gets_an_address_and_thumbnails(admin: httpx.Client) -> None:
    [before] = admin.get("clients/11").json()["clients"]
    assert "image" not in before
    answer = admin.post("clients/11", files={"image": ("logo.PNG", PNG)}, data={"city": "Sligo"})
    [after] = answer.json()["clients"]
    assert after["city"] == "Sligo"
    assert after["image"].endswith(".png")
    for size in ("large", "medium", "small"):
        thumb = after[f"image_thumb_{size}"]
        assert thumb == after["image"].replace("/assets/", f"/assets/thumbs/{size}/")


def test_the_company_has_a_logo_too(admin: httpx.Client) -> None:
    company = admin.post("company", files={"image": ("logo.gif", PNG)}).json()["company"]
    assert {"image", "image_thumb_large"} <= company.keys()
    assert admin.put("company", json={"image": None}).json()["company"]["image"] == ""


def test_a_receipt_is_any_file_and_has_thumbnails_only_as_an_image(admin: httpx.Client) -> None:
    body = {"client_id": 11, "currency": "EUR", "amount": 5}
    [expense] = admin.post("expenses", json=body).json()["expenses"]
    assert expense["file"] == ""
    for name, thumbs in (("receipt.pdf", False), ("receipt.jpg", True)):
        answer = admin.post(f"expenses/{expense['id']}", files={"file": (name, PNG)})
        [row] = answer.json()["expenses"]
        assert row["file"].endswith(name[-4:])
        assert ("image_thumb_small" in row) is thumbs


def test_an_image_has_to_be_one_by_its_name(admin: httpx.Client) -> None:
    refused = admin.post("users/1", files={"image": ("photo.exe", PNG)})
    assert refused.status_code == 400
    assert "JPEG, PNG or GIF" in refused.json()["message"]


def test_xml_fields_are_read_like_a_form(admin: httpx.Client) -> None:
    body = "<request><name>Sparrow &amp; Co</name><active>false</active></request>"
    answer = admin.post("clients", content=body, headers={"Content-Type": "text/xml"})
    [client] = answer.json()["clients"]
    assert (client["name"], client["active"]) == ("Sparrow & Co", False)


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("text/xml", "<request><name>"),
        ("text/xml", "<other><name>x</name></other>"),
        ("text/xml", "<request><users><user>1</user></users></request>"),
        ("text/xml", '<!DOCTYPE r [<!ENTITY a "b">]><request><name>&a;</name></request>'),
        ("multipart/form-data", "--x\r\n\r\n"),
        ("multipart/form-data; boundary=x", "no part"),
    ],
)
def test_what_is_no_body(admin: httpx.Client, content_type: str, content: str) -> None:
    answer = admin.post("clients", content=content, headers={"Content-Type": content_type})
    assert answer.status_code == 400
    assert answer.json() == {"message": "Decoding failed: Syntax error"}
