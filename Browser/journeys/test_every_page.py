"""Every page, for everybody: can be used by all, is small, and the browser finds no fault."""

import gzip
import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from walk import kind, walk

# A stranger goes first: what he sees is checked once, and not again for everybody.
OPEN = {}

PEOPLE = [None, "seller", "declarant", "bank", "officer", "admin"]
# What WCAG 2.2 AA asks and a program can see.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }
}
LOOKS = [
    ("zh", {"color_scheme": "light"}),
    ("en", {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}}),
]
MOST_BYTES = 100_000


def picture(someone, login, path):
    folder = os.environ.get("SHOTS")
    if not folder:
        return
    os.makedirs(folder, exist_ok=True)
    name = re.sub(r"[^A-Za-z0-9]+", "-", path).strip("-") or "home"
    someone.page.screenshot(
        path=f"{folder}/{login or 'stranger'}-{someone.language}-{name[:80]}.png", full_page=True
    )


# Only what is wrong comes back: what holds is a long list, and nobody reads it.
RUN = "options => axe.run(document, {...options, resultTypes: ['violations']})" \
    ".then(found => found.violations)"


# Texts in the other language that do not say so: Chinese signs on an English page, English
# sentences on a Chinese one. Code, and what somebody typed, is in neither.
FOREIGN = """language => {
  const wanted = language === 'en' ? /[\\u3001\\u3002\\u3400-\\u9fff\\uff08\\uff09\\uff0c\\uff1a\\uff1b]/ : /[A-Za-z]?[a-z]+ [a-z]+ [a-z]+/;
  const other = language === 'en' ? 'zh' : 'en';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set();
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!wanted.test(walker.currentNode.data)) continue;
    // Names of commands are words of no language.
    if (walker.currentNode.data.trim().startsWith('tradewind ')) continue;
    if (parent.closest('script, style, code, pre, textarea, svg')) continue;
    if (!parent.closest('[lang]').lang.startsWith(other)) found.add(walker.currentNode.data.trim());
  }
  return [...found].slice(0, 3);
}"""
# The other colours: of what axe knows, only contrast differs by them.
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def violations(someone, path, rules):
    found = []
    for violation in someone.page.evaluate(RUN, rules):
        nodes = [node["html"][:120] for node in violation["nodes"][:2]]
        found.append(f"{path}: {violation['id']}: {violation['help']}: {nodes}")
    return found


def faults_of(someone, path):
    """What is wrong with the page that is open."""
    someone.page.evaluate(AXE_SCRIPT)
    found = violations(someone, path, RULES)
    for text in someone.page.evaluate(FOREIGN, someone.language):
        found.append(f"{path}: in the other language, and does not say so: {text[:80]}")
    wide = someone.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if wide > 1:
        found.append(f"{path}: {wide} pixels wider than the window")
    if len(someone.page.query_selector_all("h1")) != 1:
        found.append(f"{path}: has not exactly one main heading")
    return found


@pytest.mark.parametrize("language,look", LOOKS, ids=["zh-light-desktop", "en-dark-phone"])
@pytest.mark.parametrize("login", PEOPLE, ids=lambda login: login or "stranger")
def test_every_page_can_be_used_by_everybody(person, login, language, look):
    someone = person(login, language, **look)
    faults = []
    paths = walk(someone)
    assert len(paths) > 10, paths
    if login is None:
        OPEN[language] = {kind(someone.at(path)) for path in paths if path}
    else:
        paths = [path for path in paths if kind(someone.at(path)) not in OPEN.get(language, ())]
    for path in paths:
        answer = someone.go(path)
        if answer.status != 200:
            faults.append(f"{path}: a link leads to an answer of {answer.status}")
        size = len(answer.body())
        if size > MOST_BYTES:
            faults.append(f"{path}: {size} bytes")
        faults += faults_of(someone, path)
        if look["color_scheme"] == "dark":
            # A phone in light: the desktop has shown the light colours only at its own width.
            someone.page.emulate_media(color_scheme="light")
            faults += violations(someone, f"{path} in light", CONTRAST)
            someone.page.emulate_media(color_scheme="dark")
        picture(someone, login, path)
        faults += [f"{path}: {complaint}" for complaint in someone.complaints]
        someone.complaints.clear()
    print(f"{len(paths)} pages as {login or 'a stranger'} in {language}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", ["/nowhere", "/tariff/codes/9999999999", "/declarations/B0"])
def test_a_page_that_is_not_there_can_be_used_as_well(person, path):
    someone = person("declarant")
    answer = someone.go(path)
    assert answer.status == 404
    assert faults_of(someone, path) == []


# Whose page, where, and what is pressed there with nothing filled in; nothing where the address
# itself asks for what is not there.
STATES = [
    (None, "/sign-in", "/sign-in"), (None, "/recovery", "/recovery"),
    (None, "/search?q=zzzzqqqq", None), (None, "/tariff?q=zzzzqqqq", None),
    (None, "/tariff/best?code=1&value=x", None), (None, "/policies?q=zzzzqqqq", None),
    (None, "/verify?code=AAAA-AAAA-AAAA-AAAA", None), (None, "/services?q=zzzzqqqq", None),
    (None, "/status?number=B00000000000000000&code=0", None),
    ("declarant", "/upload", "/upload"), ("declarant", "/sheets", "/sheets"),
    ("declarant", "/people", "/people/invitations"), ("declarant", "/mandates", "/mandates"),
    ("declarant", "/account/password", "/account/password"),
    ("declarant", "/declarations?number=B00000000000000000", None),
    ("officer", "/desk/bulk", None), ("officer", "/desk?held=proposed&due=luck", None),
    ("officer", "/worklist?number=B00000000000000000", None),
]


@pytest.mark.parametrize("language,look", LOOKS, ids=["zh-light-desktop", "en-dark-phone"])
def test_what_is_refused_empty_folded_out_or_printed_can_be_used_as_well(person, language, look):
    people = {login: person(login, language, **look) for login, _, _ in STATES}
    faults = []
    for login, path, form in STATES:
        someone = people[login]
        someone.go(path)
        if form:
            with someone.page.expect_navigation():
                someone.page.click(f"main form[action$='{form}'] button[type=submit]:not([formaction])")
            if not someone.page.query_selector(".error-summary"):
                faults.append(f"{path}: nothing is said of an empty form")
        faults += faults_of(someone, f"{path} {'refused' if form else ''}")
    # What is folded or waits for a press, shown all at once; then as it is printed.
    stranger = people[None]
    stranger.go("/components")
    stranger.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    faults += faults_of(stranger, "/components unfolded")
    stranger.page.evaluate("document.querySelector('dialog')?.showModal()")
    faults += faults_of(stranger, "/components with a dialog")
    for login, path in [(None, "/tariff/codes/2204210000"), ("declarant", ""), ("officer", "/worklist")]:
        # Paper is as wide as A4, whatever the window.
        people[login].page.set_viewport_size({"width": 794, "height": 1123})
        people[login].page.emulate_media(media="print")
        people[login].go(path)
        faults += faults_of(people[login], f"{path} printed")
    assert not faults, "\n".join(faults)


def test_the_own_script_is_small():
    """All that any page may ask for, compressed."""
    files = sorted((Path(__file__).resolve().parents[2] / "Platform/Web/Assets").glob("*.js"))
    assert files
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) <= 15_000


@pytest.mark.parametrize("language,look", LOOKS, ids=["zh-light-desktop", "en-dark-phone"])
def test_what_a_form_of_the_desk_leads_to_can_be_used_as_well(person, language, look):
    someone = person("officer", language, **look)
    someone.go("/worklist?district=2244")
    chosen = someone.page.eval_on_selector_all(
        ".pick-box", "boxes => boxes.map(box => 'list=' + box.value).join('&')"
    )
    for path, status in [
        (f"/worklist/batch?action=release&{chosen}", 200),
        ("/worklist/batch?action=release", 422),
        ("/worklist?status=none&due=overdue", 400),
        ("/saved-filters?saved-list=/worklist&status=300", 200),
        ("/saved-filters", 200),
    ]:
        assert someone.go(path).status == status, path
        assert faults_of(someone, path) == []
