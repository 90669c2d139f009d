"""`server.json` keeps the rules of the registry's schema, and says of the server what is true."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import SecretStr

from tools_server.settings import ServerSettings

ROOT = Path(__file__).parents[2]
MANIFEST: dict[str, Any] = json.loads((ROOT / "server.json").read_text(encoding="utf-8"))
PACKAGES: list[dict[str, Any]] = MANIFEST["packages"]
STDIO, HTTP = PACKAGES
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def record(*required: str, **properties: Any) -> dict[str, Any]:
    """A JSON schema of an object with these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
FLAG = {"type": "boolean"}
INPUT = {
    **dict.fromkeys(("name", "description", "value", "default", "placeholder"), TEXT),
    **dict.fromkeys(("isRequired", "isSecret"), FLAG),
    "format": {"enum": ["string", "number", "boolean", "filepath"]},
}
VARIABLES = {"variables": {"type": "object", "additionalProperties": record(**INPUT)}}
INPUTS = {"type": "array", "items": record("name", **INPUT, **VARIABLES)}
POSITIONAL = record("type", "value", type={"const": "positional"}, **INPUT)
NAMED = record("type", "name", type={"const": "named"}, **INPUT)
URL = {"type": "string", "pattern": r"^https?://[^\s]+$"}
# The parts of the registry's schema of 2025-12-11 that this manifest uses.
RULES = record(
    "$schema",
    "name",
    "description",
    "version",
    **{
        "$schema": {
            "const": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json"
        }
    },
    name={"type": "string", "pattern": "^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$", "maxLength": 200},
    title={**TEXT, "maxLength": 100},
    description={**TEXT, "maxLength": 100},
    version={**TEXT, "maxLength": 255},
    packages={
        "type": "array",
        "items": record(
            "registryType",
            "identifier",
            "version",
            "transport",
            registryType={"enum": ["npm", "pypi", "oci", "nuget", "mcpb"]},
            identifier=TEXT,
            version={**TEXT, "not": {"const": "latest"}},
            runtimeHint=TEXT,
            transport={
                "anyOf": [
                    record("type", type={"const": "stdio"}),
                    record(
                        "type",
                        "url",
                        type={"const": "streamable-http"},
                        url=URL,
                        headers=INPUTS,
                    ),
                ]
            },
            packageArguments={"type": "array", "items": {"anyOf": [POSITIONAL, NAMED]}},
            environmentVariables=INPUTS,
        ),
    },
)


def test_it_keeps_the_rules_of_the_schema() -> None:
    jsonschema.validate(MANIFEST, RULES)


def test_it_is_this_project_in_this_version() -> None:
    assert {MANIFEST["version"], *(each["version"] for each in PACKAGES)} == {PROJECT["version"]}
    assert {each["identifier"] for each in PACKAGES} == {PROJECT["name"]}
    namespace, name = MANIFEST["name"].split("/")
    assert name == PROJECT["name"] and "." in namespace


@pytest.mark.parametrize("package", PACKAGES, ids=["stdio", "http"])
def test_its_variables_are_the_settings_of_the_server(package: dict[str, Any]) -> None:
    variables = {each["name"]: each for each in package["environmentVariables"]}
    fields = {field.alias: field for field in ServerSettings.model_fields.values()}
    assert set(variables) == set(fields)
    secret = {name for name, field in fields.items() if SecretStr in _types(field.annotation)}
    assert secret == {name for name, each in variables.items() if each.get("isSecret")}
    for name, each in variables.items():
        assert each["description"]
        assert each.get("default", "None") == str(fields[name].default), name


def _types(annotation: Any) -> tuple[Any, ...]:
    return getattr(annotation, "__args__", (annotation,))


def test_the_token_is_a_secret_and_the_port_goes_into_the_address() -> None:
    (header,) = HTTP["transport"]["headers"]
    assert header["name"] == "Authorization"
    assert header["value"] == "Bearer {token}"
    assert header["isSecret"] and header["variables"]["token"]["isSecret"]
    names = {each.get("name") for each in HTTP["packageArguments"]}
    assert set(re.findall(r"{(.+?)}", HTTP["transport"]["url"])) <= names


def test_its_arguments_are_a_command_of_ours() -> None:
    words = [each.get("value", each.get("name")) for each in HTTP["packageArguments"]]
    assert words == ["tools", "--http"]
    assert [each["value"] for each in STDIO["packageArguments"]] == words[:1]
    command = [str(Path(sys.executable).parent / PROJECT["name"]), words[0], "--help"]
    offered = subprocess.run(command, capture_output=True, text=True, check=True)
    assert words[1] in offered.stdout
