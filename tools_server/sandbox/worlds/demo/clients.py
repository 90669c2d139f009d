"""The fourteen clients and the people one talks to there. Some names are alike on purpose."""

from dataclasses import dataclass
from unicodedata import normalize

from tools_server.sandbox.worlds.demo.almanac import HISTORY_DAYS, Almanac
from tools_server.sandbox.worlds.demo.record import Record, stamps

NORTHWIND, HARBOR_HOTELS, HARBOUR_FOODS, OBRIEN, LUMIERE, HEALTH, LEGAL = range(201, 208)
CORTICA, SUMMIT, OPTIK, GREENFIELD, LANTERN, OAKLINE, STUDIO = range(208, 215)


@dataclass(frozen=True)
class Client:
    """`contacts` are names with positions, the main one first."""

    id: int
    name: str
    domain: str
    address: str
    city: str
    state: str
    postal_code: str
    country: str
    phone: str
    fiscal: str
    contacts: tuple[tuple[str, str], ...]
    active: bool = True


# fmt: off
CLIENTS = (
    Client(NORTHWIND, "Northwind Traders", "northwind.example", "12 Long Wharf", "Boston", "MA",
           "02110", "United States", "+1 617 555 0182", "EIN 04-5550182",
           (("Helen Castellano", "Head of marketing"), ("Accounts Payable", "Finance"))),
    Client(HARBOR_HOTELS, "Blue Harbor Hotels", "blueharborhotels.example", "400 Commercial Street",
           "Portland", "ME", "04101", "United States", "+1 207 555 0144", "EIN 01-5550144",
           (("Marcus Dunn", "Director of digital"), ("Elena Petrova", "Revenue manager"))),
    Client(HARBOUR_FOODS, "Blue Harbour Foods", "blueharbourfoods.example", "7 Fish Dock Road",
           "Grimsby", "", "DN31 3SY", "United Kingdom", "+44 1472 555 019", "VAT GB 555 0190 12",
           (("Fiona Grant", "Brand manager"),)),
    Client(OBRIEN, "O'Brien & Sons Joinery", "obrienjoinery.example", "88 Mill Road", "Lowell",
           "MA", "01852", "United States", "+1 978 555 0117", "",
           (("Pat O'Brien", "Owner"), ("Siobhan O'Brien", "Office"))),
    Client(LUMIERE, "Café Lumière", "cafelumiere.example", "2310 Magazine Street", "New Orleans",
           "LA", "70130", "United States", "+1 504 555 0163", "EIN 72-5550163",
           (("Amélie Broussard", "Owner"),)),
    Client(HEALTH, "Meridian Health Clinics", "meridianhealth.example", "1500 Medical Parkway",
           "Albany", "NY", "12208", "United States", "+1 518 555 0129", "EIN 14-5550129",
           (("Dr. Alan Whitcombe", "Chief medical officer"), ("Grace Liu", "IT programme lead"))),
    Client(LEGAL, "Meridian Legal LLP", "meridianlegal.example", "21 State Street", "Albany", "NY",
           "12207", "United States", "+1 518 555 0171", "EIN 14-5550171",
           (("Rebecca Stone", "Managing partner"), ("Tom Hale", "Knowledge manager"))),
    Client(CORTICA, "Ferreira Cortiça", "ferreiracortica.example", "Rua do Cais 44", "Porto", "",
           "4050-113", "Portugal", "+351 22 555 0138", "NIF 555013800",
           (("João Ferreira", "Sócio-gerente"),)),
    Client(SUMMIT, "Summit Outdoor Gear", "summitoutdoor.example", "910 Pine Street", "Burlington",
           "VT", "05401", "United States", "+1 802 555 0155", "EIN 03-5550155",
           (("Kyle Andersen", "E-commerce director"), ("Mina Sato", "Content lead"))),
    Client(OPTIK, "Müller & Söhne Optik", "mueller-optik.example", "Sendlinger Straße 9", "München",
           "", "80331", "Germany", "+49 89 5550 147", "USt-IdNr. DE555014700",
           (("Jürgen Müller", "Geschäftsführer"), ("Käthe Brandt", "Buchhaltung"))),
    Client(GREENFIELD, "Greenfield Community Trust", "greenfieldtrust.example", "5 Meadow Lane",
           "Amherst", "MA", "01002", "United States", "+1 413 555 0108", "501(c)(3)",
           (("Yolanda Price", "Development officer"),)),
    Client(LANTERN, "Paper Lantern Press", "paperlantern.example", "31 Wickenden Street",
           "Providence", "RI", "02903", "United States", "+1 401 555 0193", "",
           (("Iris Cho", "Publisher"),), active=False),
    Client(OAKLINE, "Oakline Furniture", "oakline.example", "64 Canal Street", "Manchester", "NH",
           "03101", "United States", "+1 603 555 0126", "EIN 02-5550126",
           (("Walter Reyes", "Sales director"),), active=False),
    Client(STUDIO, "Copper Kite (internal)", "copperkite.example", "27 Harrison Avenue", "Boston",
           "MA", "02111", "United States", "+1 617 555 0100", "", ()),
)
# fmt: on

FIRST_CONTACT_ID = 251


def client_name(client_id: int) -> str:
    """The client's name; raises KeyError for an id that is nobody's."""
    return _BY_ID[client_id].name


def clients(almanac: Almanac) -> list[Record]:
    """The clients, archived ones included."""
    return [_client(row, almanac) for row in CLIENTS]


def clientcontacts(almanac: Almanac) -> list[Record]:
    """One to two contacts a client, the first of them the main one with portal access."""
    rows = [(row, *contact) for row in CLIENTS for contact in row.contacts]
    return [
        {
            "id": contact_id,
            "client_id": client.id,
            "name": name,
            "email": _mailbox(name, client.domain),
            "position": position,
            "phone": client.phone,
            "mobile": "",
            "fax": "",
            "skype": "",
            "notes": "",
            "is_main": name == client.contacts[0][0],
            "access": name == client.contacts[0][0],
            **stamps(almanac.ago(HISTORY_DAYS + 10)),
        }
        for contact_id, (client, name, position) in enumerate(rows, FIRST_CONTACT_ID)
    ]


def _client(row: Client, almanac: Almanac) -> Record:
    return {
        "id": row.id,
        "name": row.name,
        "address": row.address,
        "city": row.city,
        "state": row.state,
        "postal_code": row.postal_code,
        "country": row.country,
        "phone": row.phone,
        "fax": "",
        "email": f"office@{row.domain}",
        "website": f"https://www.{row.domain}",
        "fiscal_information": row.fiscal,
        "active": row.active,
        **stamps(almanac.ago(HISTORY_DAYS + 20), almanac.ago(40)),
    }


def _mailbox(name: str, domain: str) -> str:
    surname = normalize("NFKD", name.split()[-1].lower())
    return "".join(letter for letter in surname if "a" <= letter <= "z") + f"@{domain}"


_BY_ID = {row.id: row for row in CLIENTS}
