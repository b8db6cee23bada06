"""Time to first byte and size of every page, as its visitors, and the script they are sent."""

import gzip
import html
import http.client
import os
import re
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from walk import FILES, kind

PASSWORD = "tradewind-demo-2026"
PEOPLE = [None, "declarant", "seller", "carrier", "officer", "admin"]
TIMES = 10
MOST = 200
SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"')


class Visitor:
    """Somebody with one connection and a jar of cookies."""

    def __init__(self, address, login):
        self.address = urlsplit(address)
        self.connection = http.client.HTTPConnection(self.address.netloc)
        self.cookies = {}
        if login:
            page = self.ask("/zh/sign-in")[2]
            token = re.search(r'name="_csrf" value="([^"]+)"', page).group(1)
            form = {"login": login, "password": PASSWORD, "_csrf": html.unescape(token)}
            status = self.ask("/zh/sign-in", urlencode(form))[0]
            assert status == 303, f"{login}: {status}"

    def ask(self, path, form=None):
        """Status, milliseconds to the first byte, text."""
        headers = {"accept": "text/html"}
        if self.cookies:
            headers["cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if form is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
            headers["origin"] = f"http://{self.address.netloc}"
        begun = time.perf_counter()
        self.connection.request("GET" if form is None else "POST", path, form, headers)
        answer = self.connection.getresponse()
        took = (time.perf_counter() - begun) * 1000
        for value in answer.msg.get_all("set-cookie") or []:
            name, _, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        body = answer.read()
        self.location = answer.getheader("location") or ""
        if answer.status == 429:
            # A stranger may ask so often a minute: waited for, not measured.
            time.sleep(int(answer.getheader("retry-after") or 5))
            return self.ask(path, form)
        self.last = len(body)
        if "text/html" not in (answer.getheader("content-type") or ""):
            self.file = body
            return answer.status, took, ""
        return answer.status, took, body.decode()


def state(path):
    """What a path is an example of; each family of operations is a page of its own size."""
    return path if "/developers/" in path else kind(path)


def drafts(visitor):
    """Begins what no link leads to: declarations by hand, both ways; gives where they are."""
    status, _, page = visitor.ask("/zh/entry")
    token = re.search(r'name="_csrf" value="([^"]+)"', page)
    kinds = re.findall(r'type="radio"[^>]* value="(CEB\d+)"', page)
    begun = []
    for type in kinds if status == 200 and token else []:
        for way in ("guided", "dense"):
            form = {"type": type, "way": way, "_csrf": html.unescape(token.group(1))}
            status, _, _ = visitor.ask("/zh/entry", urlencode(form))
            assert status == 303, f"{type}: {status}"
            begun.append(visitor.location)
    # A declaration that is written has no links to its other questions but one after the other.
    guided = [path for path in begun if "/steps/" in path]
    return begun + [f"{path.rsplit('/', 1)[0]}/goods" for path in guided]


def pages(visitor, more):
    """Pages reached from the first one and from some more, one of each kind, as the journeys do."""
    seen, found, waiting = {state("/zh")}, [], ["/zh"] + more
    while waiting and len(found) < MOST:
        path = waiting.pop(0)
        status, _, text = visitor.ask(path)
        if status != 200 or not text:
            continue
        found.append(path)
        for link in re.findall(r'<a [^>]*href="([^"]+)"', text):
            link = html.unescape(link).partition("#")[0]
            place = urlsplit(link).path
            if not place.startswith("/zh") or FILES.search(place) or place.endswith("/sign-out"):
                continue
            if state(place) not in seen:
                seen.add(state(place))
                waiting.append(link)
    return found


def main():
    times, by_page, sizes, scripts = [], {}, {}, {}
    for login in PEOPLE:
        visitor = Visitor(os.environ["TRADEWIND_ADDRESS"], login)
        for path in pages(visitor, drafts(visitor) if login == "declarant" else []):
            own = [visitor.ask(path) for _ in range(TIMES)]
            times += [took for _, took, _ in own]
            name = f"{login or 'stranger'} {path}"
            by_page[name] = sorted(took for _, took, _ in own)[len(own) // 2]
            sizes[name] = visitor.last
            for script in SCRIPT.findall(own[-1][2]):
                if script not in scripts:
                    visitor.ask(html.unescape(script))
                    scripts[script] = len(gzip.compress(visitor.file, 9))
    times.sort()
    share = lambda part: times[min(len(times) - 1, int(len(times) * part))]
    print(f"pages {len(by_page)}, requests {len(times)}")
    print(f"p50 {share(0.5):.1f} ms, p95 {share(0.95):.1f} ms, p99 {share(0.99):.1f} ms, most {times[-1]:.1f} ms")
    for page, took in sorted(by_page.items(), key=lambda one: -one[1])[:15]:
        print(f"{took:8.1f} ms  {page}")
    print(f"largest pages of {len(sizes)}, goal 100,000 bytes:")
    for page, size in sorted(sizes.items(), key=lambda one: -one[1])[:5]:
        print(f"{size:8} B   {page}")
    # What no page of the walk asked for counts as well.
    for file in (Path(__file__).resolve().parents[2] / "Platform/Web/Assets").glob("*.js"):
        if not any(file.stem in script for script in scripts):
            scripts[f"{file.name}, asked for by no page here"] = len(gzip.compress(file.read_bytes(), 9))
    total = sum(scripts.values())
    for script, size in sorted(scripts.items()):
        print(f"{size:8} B   {script.partition('?')[0]}")
    print(f"own script {total} B compressed in {len(scripts)} files, goal 15,000 B")


main()
