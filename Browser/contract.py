"""Requests that Schemathesis makes of the API document, and whether the answers keep to it.

Every operation is asked once, by the first of three who may use it: a firm's program, an officer,
the operator. What would send something elsewhere, or end the session that asks, is left out.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
from urllib.parse import urlencode, urlsplit

ADDRESS = os.environ["TRADEWIND_ADDRESS"]
EXAMPLES = os.environ.get("EXAMPLES", "3")
PASSWORD = "tradewind-demo-2026"
FIRM = "91310000000000005B"
# Sends to addresses that were made up; ends sessions and keys; waits for the clock.
LEFT_OUT = re.compile(
    r"^(POST /api/v1/webhooks|POST /api/v1/relay|(POST|DELETE) /api/v1/parties/(me|keys|people))"
)
CHECKS = ",".join(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "unsupported_method",
    ]
)


def ask(path, headers=None, form=None):
    """Status, headers and text of one request."""
    connection = http.client.HTTPConnection(urlsplit(ADDRESS).netloc)
    headers = dict(headers or {})
    if form is not None:
        headers["content-type"] = "application/x-www-form-urlencoded"
        headers["origin"] = ADDRESS
        form = urlencode(form)
    connection.request("GET" if form is None else "POST", path, form, headers)
    answer = connection.getresponse()
    return answer.status, answer.msg, answer.read().decode()


def key():
    """An API key of the demonstration's declarant with everything a key may do."""
    kinds = json.load(open("Capabilities/Parties/Data/permissions.json"))["kinds"]
    scopes = [word for scope in kinds["key"] for word in ("--scope", scope)]
    made = subprocess.run(
        [os.environ["TRADEWIND"], "keys", "create", "--enterprise", FIRM]
        + ["--data", os.environ["TRADEWIND_DATA"]] + scopes,
        check=True, capture_output=True, text=True,
    )
    return {"Authorization": "Bearer " + made.stdout.strip().splitlines()[-1]}


def session(login):
    """The headers of somebody who is signed in, and of the forms sent to him."""
    jar = {}

    def keep(headers):
        for value in headers.get_all("set-cookie") or []:
            name, _, rest = value.partition("=")
            jar[name] = rest.partition(";")[0]
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in jar.items())}

    token = re.compile(r'name="_csrf" value="([^"]+)"')
    _, headers, page = ask("/en/sign-in")
    form = {"login": login, "password": PASSWORD, "_csrf": token.search(page).group(1)}
    status, headers, _ = ask("/en/sign-in", keep(headers), form)
    assert status == 303, f"{login}: {status}"
    cookie = keep(headers)
    _, _, page = ask("/en/account", cookie)
    return cookie | {"X-CSRF-Token": token.search(page).group(1)}


def may(operation, permissions):
    wanted = operation.get("x-permission")
    return wanted in permissions if wanted else True


# Media types that Schemathesis writes; bytes of others are sent as bytes.
WRITTEN = re.compile(r"^(application/(json|xml|octet-stream)|multipart/.*|text/.*)$")


def writable(operation):
    """The same operation with a body that Schemathesis can write."""
    body = operation.get("requestBody")
    if body is None:
        return operation
    content = {
        kind if WRITTEN.match(kind) else "application/octet-stream": schema
        for kind, schema in body["content"].items()
    }
    return operation | {"requestBody": body | {"content": content}}


def run(name, headers, document):
    """Schemathesis over this document; true when it found nothing."""
    count = sum(len(methods) for methods in document["paths"].values())
    # Schemathesis leaves a folder of its own where it runs.
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "openapi.json")
        with open(file, "w") as written:
            json.dump(document, written)
        command = [os.path.join(os.path.dirname(os.path.abspath(sys.executable)), "schemathesis")]
        command += ["--config-file", os.path.abspath("Browser/schemathesis.toml"), "run", file]
        command += ["--url", ADDRESS, "--workers", "1", "--checks", CHECKS]
        command += ["--phases", "examples,coverage,fuzzing", "--max-examples", EXAMPLES]
        command += ["--seed", "1", "--generation-database", "none", "--continue-on-failure"]
        command += ["--generation-with-security-parameters", "false", "--no-color"]
        command += ["--warnings", "off", "--no-shrink", "--suppress-health-check", "all"]
        for header, value in headers.items():
            command += ["--header", f"{header}: {value}"]
        done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    cases = re.search(r"(\d+) generated[^\n]*", done.stdout)
    print(f"{name}: {count} operations, {cases.group(0) if cases else 'no requests'}", flush=True)
    if done.returncode or not cases:
        print(done.stdout[-20000:], done.stderr[-2000:], flush=True)
    return done.returncode == 0 and cases is not None


def main():
    status, _, text = ask("/api/v1/openapi.json")
    assert status == 200, status
    whole = json.loads(text)
    asked, right = set(), True
    for name, headers in [
        ("a firm’s program", key()),
        ("an officer", session("officer")),
        ("the operator", session("admin")),
    ]:
        _, _, me = ask("/api/v1/parties/me", headers)
        permissions = json.loads(me)["permissions"]
        paths = {}
        for path, methods in whole["paths"].items():
            for method, operation in methods.items():
                title = f"{method.upper()} {path}"
                if title in asked or LEFT_OUT.match(title) or not may(operation, permissions):
                    continue
                asked.add(title)
                paths.setdefault(path, {})[method] = writable(operation)
        right = run(name, headers, whole | {"paths": paths}) and right
    total = sum(len(methods) for methods in whole["paths"].values())
    print(f"{len(asked)} of {total} operations asked")
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
