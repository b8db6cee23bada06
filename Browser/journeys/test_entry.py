"""Declaring by hand and by spreadsheet: what is typed is kept, and every state can be used by all."""

import re
import uuid
from datetime import date
from xml.etree import ElementTree

import pytest

from test_every_page import CONTRAST, LOOKS, faults_of, violations
from test_journeys import EXAMPLES

STEPS = ["numbers", "parties", "people", "journey", "goods", "figures", "other"]


def begin(someone, kind, way):
    """A new draft; gives its number."""
    someone.go("/entry")
    someone.page.check(f"input[value={kind}]")
    someone.page.click(f"button[value={way}]")
    someone.page.wait_for_url(re.compile("/entry/."))
    return re.search("/entry/([^/?#]+)", someone.page.url).group(1)


@pytest.mark.parametrize("kind", ["CEB621", "CEB603"])
@pytest.mark.parametrize("way", ["guided", "dense"])
def test_CB_11_what_is_typed_is_kept_by_itself(person, kind, way):
    someone = person("declarant")
    draft = begin(someone, kind, way)
    order = f"TEST-KEPT-{uuid.uuid4().hex[:6]}"
    # Typed, and no button pressed.
    someone.kept(lambda: someone.page.type("input[name=orderNo]", order))
    address = someone.page.url
    elsewhere = someone.context.new_page()
    elsewhere.goto(address)
    assert elsewhere.input_value("input[name=orderNo]") == order
    if way == "guided":
        someone.go(f"/entry/{draft}/steps/goods")
    name = "测试红酒" + uuid.uuid4().hex[:4]
    someone.kept(lambda: someone.page.fill("[name='l1.gname']", name))
    elsewhere.goto(someone.page.url)
    assert elsewhere.input_value("[name='l1.gname']") == name
    # What was kept by itself does not stand in the way of the button.
    someone.page.fill("[name='l1.gname']", name + "甲")
    with someone.page.expect_navigation():
        someone.page.click("button[value=next], .entry-bar button[value=save]")
    elsewhere.goto(f"{someone.address}/zh/entry/{draft}")
    assert elsewhere.input_value("[name='l1.gname']") == name + "甲"


@pytest.mark.parametrize("way", ["guided", "dense"])
def test_CB_11_codes_of_goods_are_found_by_their_name(person, way):
    someone = person("declarant")
    draft = begin(someone, "CEB621", way)
    someone.go(f"/entry/{draft}" + ("/steps/goods" if way == "guided" else ""))
    someone.page.type("[name='l1.gcode']", "红酒")
    someone.page.wait_for_selector("datalist option[value^='2204']", state="attached")


def shown(someone, what, look):
    """Faults of what is open, folded or not, and in both colours."""
    someone.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = faults_of(someone, what)
    if look["color_scheme"] == "dark":
        someone.page.emulate_media(color_scheme="light")
        found += violations(someone, f"{what} in light", CONTRAST)
        someone.page.emulate_media(color_scheme="dark")
    found += [f"{what}: {complaint}" for complaint in someone.complaints]
    someone.complaints.clear()
    return found


@pytest.mark.parametrize("kind", ["CEB621", "CEB603"])
@pytest.mark.parametrize("language,look", LOOKS, ids=["zh-light-desktop", "en-dark-phone"])
def test_every_state_of_declaring_by_hand_can_be_used_by_everybody(person, kind, language, look):
    someone = person("declarant", language, **look)
    draft = begin(someone, kind, "guided")
    faults, seen = [], 0
    for step in STEPS:
        # A list without people or without other things to say has no such step.
        if someone.go(f"/entry/{draft}/steps/{step}").status == 404:
            continue
        seen += 1
        faults += shown(someone, f"{kind} step {step}", look)
        with someone.page.expect_navigation():
            someone.page.click("button[value=next]")
        if someone.page.query_selector(".error-summary"):
            faults += shown(someone, f"{kind} step {step} refused", look)
    assert seen >= 5
    someone.go(f"/entry/{draft}")
    faults += shown(someone, f"{kind} all on one page", look)
    with someone.page.expect_navigation():
        someone.page.click("button[value=check]")
    assert someone.page.query_selector(".error-summary")
    faults += shown(someone, f"{kind} all on one page refused", look)
    someone.go(f"/entry/{draft}/check")
    faults += shown(someone, f"{kind} check with faults", look)
    assert not faults, "\n".join(faults)


def values():
    """Those of the README's list: head, and one line of goods."""
    head, goods = {}, {}
    for element in ElementTree.fromstring((EXAMPLES / "list.xml").read_bytes()).iter():
        name = element.tag.rpartition("}")[2]
        if name in ("InventoryHead", "InventoryList"):
            found = {one.tag.rpartition("}")[2]: one.text or "" for one in element}
            (head if name == "InventoryHead" else goods).update(found)
    return head, goods


@pytest.mark.parametrize("language,look", LOOKS, ids=["zh-light-desktop", "en-dark-phone"])
def test_a_list_that_is_checked_and_sent_by_hand_can_be_used_by_everybody(person, language, look):
    someone = person("declarant", language, **look)
    draft = begin(someone, "CEB621", "dense")
    head, goods = values()
    tag = uuid.uuid4().hex[:6].upper()
    head |= {"orderNo": f"TEST-ORD-{tag}", "copNo": f"TEST-{tag}", "logisticsNo": f"TEST-WB-{tag}"}
    head["ieDate"] = f"{date.today():%Y-%m-%d}"
    for name, value in [*head.items(), *((f"l1.{one}", goods[one]) for one in goods)]:
        box = someone.page.query_selector(f"form.entry [name='{name}']")
        if not box or not value or box.get_attribute("type") == "hidden":
            continue
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
    with someone.page.expect_navigation():
        someone.page.click("button[value=check]")
    assert someone.page.url.endswith("/check"), someone.text()
    faults = shown(someone, "check", look)
    with someone.page.expect_navigation():
        someone.page.click("form[action$='/submission'] button")
    assert someone.page.query_selector("#receipts"), someone.text()
    faults += shown(someone, "receipt", look)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language,look", LOOKS, ids=["zh-light-desktop", "en-dark-phone"])
def test_what_came_of_a_spreadsheet_can_be_used_by_everybody(person, language, look):
    someone = person("declarant", language, **look)
    head, goods = values()
    given = ("guid", "app", "preNo", "invtNo", "ieFlag", "declTime", "gnum", "currency")
    columns = [name for name in head if not name.startswith(given)]
    columns += [f"goods.{name}" for name in goods if not name.startswith(given)]
    lines = [columns]
    # One that fits, one with a code that is none, one with a faulty number of its buyer.
    for number, change in enumerate([{}, {"goods.gcode": "0000000000"}, {"buyerIdNumber": "12"}]):
        tag = uuid.uuid4().hex[:6].upper()
        own = {"orderNo": f"TEST-ORD-{tag}", "copNo": f"T{tag}{number}", "logisticsNo": f"TEST-WB-{tag}"}
        own["ieDate"] = f"{date.today():%Y-%m-%d}"
        row = head | {f"goods.{name}": value for name, value in goods.items()} | own | change
        lines.append([row[name] for name in columns])
    text = "\r\n".join(",".join(f'"{value}"' for value in line) for line in lines)
    file = {"name": "outcome.csv", "mimeType": "text/csv", "buffer": text.encode("gb18030")}
    someone.go("/sheets")
    someone.page.set_input_files("input[type=file]", [file])
    someone.page.click("main form button[type=submit]")
    someone.page.wait_for_selector("a[href*='/workbook']", timeout=30_000)
    assert someone.page.query_selector("#faults")
    faults = shown(someone, "outcome of a spreadsheet", look)
    # A fault begins with the name its column has for people.
    column = "订购人证件号码" if language == "zh" else "Buyer"
    assert column in someone.page.inner_text("#faults")
    assert not faults, "\n".join(faults)
