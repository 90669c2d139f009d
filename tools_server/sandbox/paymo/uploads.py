"""Files in a request: multipart bodies, and the addresses under which a record then shows the file.

Only a file's address is kept, never its content: nothing answers behind it.
"""

import hashlib
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import PurePath
from typing import Any

ASSETS = "https://app.paymoapp.com/assets/"
IMAGES = (".jpg", ".jpeg", ".png", ".gif")
SIZES = ("large", "medium", "small")


@dataclass(frozen=True)
class Upload:
    """A file as a client sent it."""

    filename: str
    content: bytes

    @property
    def suffix(self) -> str:
        return PurePath(self.filename).suffix.lower()

    @property
    def address(self) -> str:
        return ASSETS + hashlib.sha256(self.content).hexdigest()[:32] + self.suffix

    def picture(self) -> str:
        """The address of an image. Raises ValueError for a file that is none by its name."""
        if self.suffix not in IMAGES:
            raise ValueError("expected a JPEG, PNG or GIF file")
        return self.address


def thumb_addresses(image: str) -> dict[str, str]:
    """The three thumbnails of the image at an address."""
    return {
        f"image_thumb_{size}": image.replace("/assets/", f"/assets/thumbs/{size}/")
        for size in SIZES
    }


def thumb(size: str, column: str) -> str:
    """The SQL of a thumbnail's address; null where there is no image, or the file is none."""
    images = " OR ".join(f"{column} LIKE '%{suffix}'" for suffix in IMAGES)
    return f"CASE WHEN {images} THEN replace({column}, '/assets/', '/assets/thumbs/{size}/') END"


def decode_multipart(content_type: str, content: bytes) -> dict[str, Any]:
    """The fields and files of a multipart body. Raises ValueError where it is not one."""
    head = b"Content-Type: " + content_type.encode() + b"\r\n\r\n"
    message = BytesParser(policy=HTTP).parsebytes(head + content)
    if not message.is_multipart() or message.defects:
        raise ValueError("no multipart body")
    body: dict[str, Any] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if isinstance(name, str):
            body[name] = _value(part)
    return body


def _value(part: Message) -> Any:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    filename = part.get_filename()
    return content.decode() if filename is None else Upload(filename, content)
