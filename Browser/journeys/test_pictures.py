"""Pictures of the real pages for docs/screenshots: made by Browser/screenshots, skipped else."""

import base64
import os
import re
from pathlib import Path

import pytest

FOLDER = os.environ.get("PICTURES")
MOST = 150_000

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
DESKTOP = {"viewport": {"width": 1280, "height": 860}}

# Name, who, language, window, page; "dark" where it is to be dark.
PICTURES = [
    ("home-declarant-zh", "declarant", "zh", DESKTOP, ""),
    ("worklist-officer-zh", "officer", "zh", DESKTOP, "/worklist"),
    ("declaration-officer-zh", "officer", "zh", DESKTOP, "first:/worklist"),
    ("declare-by-hand-zh", "declarant", "zh", DESKTOP, "entry"),
    ("tariff-code-zh", None, "zh", DESKTOP, "/tariff/codes/2204210000"),
    ("policies-zh", None, "zh", DESKTOP, "/policies"),
    ("best-rate-en", None, "en", DESKTOP,
     "/tariff/best?code=6403990090&origin=141&value=1000&currency=CNY"),
    ("declaration-tax-en", "declarant", "en", DESKTOP, "first:/declarations?status=800#tax"),
    ("declaration-en-dark", "declarant", "en", DESKTOP | {"color_scheme": "dark"},
     "first:/declarations?status=800"),
    ("desk-commerce-zh", "commerce", "zh", DESKTOP, "/desk"),
    ("services-en", None, "en", DESKTOP, "/services"),
    ("home-seller-phone-zh", "seller", "zh", PHONE, ""),
    ("look-up-phone-zh", None, "zh", PHONE, "/tariff?q=%E7%89%9B%E8%82%89"),
    ("worklist-phone-en", "officer", "en", PHONE, "/worklist"),
]


def open_page(someone, page):
    """`first:` is the first thing of a list, with the part of its page behind `#`."""
    if page == "entry":
        someone.go("/entry")
        someone.page.locator("input[type=radio]").first.check()
        someone.page.locator("main form button").nth(1).click()
        someone.page.wait_for_url(re.compile("/entry/"))
        return
    if not page.startswith("first:"):
        someone.go(page)
        return
    path, _, part = page.removeprefix("first:").partition("#")
    someone.go(path)
    # Of a desk the lists, not what else waits above them.
    desk = someone.page.locator("[data-rows] tbody a")
    rows = desk if desk.count() else someone.page.locator("main table tbody a")
    rows.first.click()
    someone.page.wait_for_url(re.compile("/declarations/B"))
    if part:
        someone.page.evaluate(f"document.getElementById('{part}').scrollIntoView()")


@pytest.mark.skipif(not FOLDER, reason="only for Browser/screenshots")
@pytest.mark.parametrize("name, login, language, window, page", PICTURES)
def test_pictures(person, name, login, language, window, page):
    someone = person(login, language, **window)
    open_page(someone, page)
    someone.page.wait_for_timeout(300)
    client = someone.context.new_cdp_session(someone.page)
    taken = client.send("Page.captureScreenshot", {"format": "webp", "quality": 82})
    picture = base64.b64decode(taken["data"])
    assert len(picture) <= MOST, f"{name}: {len(picture)} bytes"
    folder = Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.webp").write_bytes(picture)
