"""Which pages there are: those that links lead to, one of each kind."""

import html
import re
from urllib.parse import urlsplit

# Parts of addresses of policies that are no names.
WORDS = {"articles", "services"}
# A file is no page; leaving would end the walk.
FILES = re.compile(r"\.(csv|xml|pdf|ics|json|xlsx|zip|pem)$")


LINK = re.compile(r'<a [^>]*?href="([^"]*)"')

# Their pages are files of one kind: one of them stands for all.
FILED = {"lists", "list-desk", "benefits", "developers", "services", "codes"}


def kind(path):
    """What a path is an example of: `/zh/declarations/B2026…` is `/declarations/*`."""
    parts = path.split("/")[2:]
    if len(parts) > 1 and parts[0] in FILED:
        parts[1] = "00"
    # Policies, tasks and measures abroad go by names and by numbers of one digit.
    named = parts[0] in ("policies", "ledger", "technical-measures") if parts else False
    return "/" + "/".join(
        "*"
        if re.search(r"\d{2}", part) or named and place > 0 and part not in WORDS
        else part
        for place, part in enumerate(parts)
    )


def walk(someone, most=160):
    """Pages one person reaches from his first one, each kind once, as paths without language.

    What a link asks by its query is another state of the same page: the first is enough here. The
    pages are asked for as the browser would, and not drawn: that is for whoever looks at them.
    """
    start = f"/{someone.language}"
    seen, found, waiting = {kind(start)}, [], [""]
    while waiting and len(found) < most:
        path = waiting.pop(0)
        answer = someone.context.request.get(f"{someone.address}{start}{path}")
        text = answer.text() if "text/html" in answer.headers.get("content-type", "") else ""
        answer.dispose()
        if not text:
            continue
        found.append(path)
        for link in LINK.findall(text):
            link = html.unescape(link)
            parts = urlsplit(link)
            if parts.netloc or not parts.path.startswith(start) or FILES.search(parts.path):
                continue
            if kind(parts.path) in seen or parts.path.endswith("/sign-out"):
                continue
            seen.add(kind(parts.path))
            waiting.append(link[len(start):])
    return found
