"""Every page, for everybody: can be used by all, is small, and the browser finds no fault."""

import os
import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from walk import kind, walk

# A stranger goes first: what he sees is checked once, and not again for everybody.
OPEN = {}

PEOPLE = [None, "seller", "declarant", "officer", "admin"]
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


def faults_of(someone, path):
    """What is wrong with the page that is open."""
    found = []
    someone.page.evaluate(AXE_SCRIPT)
    for violation in someone.page.evaluate(RUN, RULES):
        nodes = [node["html"][:120] for node in violation["nodes"][:2]]
        found.append(f"{path}: {violation['id']}: {violation['help']}: {nodes}")
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


@pytest.mark.parametrize("language,look", LOOKS, ids=["zh-light-desktop", "en-dark-phone"])
def test_what_a_form_of_the_desk_leads_to_can_be_used_as_well(person, language, look):
    someone = person("officer", language, **look)
    someone.go("/worklist")
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
