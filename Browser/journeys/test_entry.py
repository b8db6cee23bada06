"""Declaring by hand and by spreadsheet: what is typed is kept, and every state can be used by all."""

import re
import uuid
from datetime import date
from xml.etree import ElementTree

import pytest

from conftest import PASSWORD
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


def end_session(someone):
    """As if the session ran out: the browser has none any more."""
    someone.context.clear_cookies()


def sign_in(page):
    page.fill("input[name=login]", "declarant")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_CB_11_what_is_typed_after_the_session_ended_is_told_and_not_lost(person, language):
    someone = person("declarant", language)
    draft = begin(someone, "CEB621", "dense")
    end_session(someone)
    someone.page.type("input[name=orderNo]", "TEST-LATE")
    said = "登录已结束" if language == "zh" else "You are signed out"
    someone.page.wait_for_function(
        "said => document.querySelector('[data-saved]').textContent.includes(said)", arg=said
    )
    # The button does not throw it away, either.
    someone.page.click("button[value=check]")
    someone.page.wait_for_function(
        "said => document.querySelector('[data-saved]').textContent.includes(said)", arg=said
    )
    assert someone.page.input_value("input[name=orderNo]") == "TEST-LATE"
    assert not faults_of(someone, "signed out while typing")
    # Signing in leads to a window of its own; this page still has it and saves it by itself.
    with someone.context.expect_page() as opened:
        someone.page.click("[data-saved] a")
    sign_in(opened.value)
    opened.value.wait_for_url(re.compile(f"/entry/{draft}$"))
    someone.kept(lambda: someone.page.type("input[name=copNo]", "TEST-ON"))
    opened.value.reload()
    assert opened.value.input_value("input[name=orderNo]") == "TEST-LATE"
    assert opened.value.input_value("input[name=copNo]") == "TEST-ON"
    assert not faults_of(someone, "signed in again")


def test_CB_11_who_signs_in_again_in_another_window_goes_on_typing(person):
    someone = person("declarant")
    begin(someone, "CEB621", "dense")
    end_session(someone)
    someone.page.type("input[name=orderNo]", "TEST-LATE")
    someone.page.wait_for_selector("[data-saved] a")
    elsewhere = someone.context.new_page()
    elsewhere.goto(f"{someone.address}/zh/sign-in")
    sign_in(elsewhere)
    elsewhere.wait_for_url(re.compile("/zh(/.*)?$"))
    someone.kept(lambda: someone.page.type("input[name=copNo]", "TEST-ON"))
    elsewhere.goto(someone.page.url)
    assert elsewhere.input_value("input[name=orderNo]") == "TEST-LATE"


def test_CB_11_a_draft_changed_in_another_window_is_compared_and_not_overwritten(person):
    someone = person("declarant")
    begin(someone, "CEB621", "dense")
    elsewhere = someone.context.new_page()
    elsewhere.goto(someone.page.url)
    elsewhere.fill("input[name=orderNo]", "TEST-THERE")
    with elsewhere.expect_navigation():
        elsewhere.click(".entry-bar button[value=save]")
    someone.page.type("input[name=orderNo]", "TEST-HERE")
    someone.page.wait_for_function(
        "() => document.querySelector('[data-saved]').textContent.includes('别处改过')"
    )
    with someone.page.expect_navigation():
        someone.page.click(".entry-bar button[value=save]")
    assert someone.page.input_value("input[name=orderNo]") == "TEST-HERE"
    told = someone.text()
    assert "TEST-THERE" in told and "您在另一窗口" in told
    assert not faults_of(someone, "two versions of a draft")
    # Nothing is saved by itself before somebody has decided.
    someone.page.type("input[name=copNo]", "TEST-MORE")
    someone.page.evaluate("document.activeElement.blur()")
    elsewhere.goto(someone.page.url)
    assert elsewhere.input_value("input[name=orderNo]") == "TEST-THERE"
    with someone.page.expect_navigation():
        someone.page.click(".entry-bar button[value=save]")
    elsewhere.goto(someone.page.url)
    assert elsewhere.input_value("input[name=orderNo]") == "TEST-HERE"
    assert elsewhere.input_value("input[name=copNo]") == "TEST-MORE"


def test_CB_11_what_is_typed_without_a_network_is_saved_once_it_is_back(person):
    someone = person("declarant")
    begin(someone, "CEB621", "dense")
    someone.context.set_offline(True)
    someone.page.type("input[name=orderNo]", "TEST-TRAIN")
    someone.page.wait_for_function(
        "() => document.querySelector('[data-saved]').textContent.includes('网络不通')"
    )
    someone.kept(lambda: someone.context.set_offline(False))
    elsewhere = someone.context.new_page()
    elsewhere.goto(someone.page.url)
    assert elsewhere.input_value("input[name=orderNo]") == "TEST-TRAIN"


def test_SW_22_an_application_filled_in_in_two_windows_keeps_what_both_said(person):
    someone = person("declarant")
    someone.go("/services/advice-question")
    with someone.page.expect_navigation():
        someone.page.click("main form button[type=submit]")
    elsewhere = someone.context.new_page()
    elsewhere.goto(someone.page.url)
    box = "main form textarea"
    someone.page.fill(box, "在这里写的")
    someone.page.wait_for_function(
        "() => document.querySelector('[data-saved]').textContent.includes('已自动保存')"
    )
    elsewhere.fill(box, "在那里写的")
    elsewhere.wait_for_function(
        "() => document.querySelector('[data-saved]').textContent.includes('申请已经变化')"
    )
    with elsewhere.expect_navigation():
        elsewhere.click("button[value=submit]")
    assert elsewhere.input_value(box) == "在那里写的"
    told = elsewhere.inner_text("main [role=alert]")
    assert "在这里写的" in told and "尚未保存" in told
    with elsewhere.expect_navigation():
        elsewhere.click("button[value=save]")
    assert elsewhere.input_value(box) == "在那里写的"


HIT = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const box = here.getBoundingClientRect();
  const places = [0.1, 0.5, 0.9];
  const seen = places.some((x) => places.some((y) => {
    const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return top && (top === here || here.contains(top));
  }));
  return { name: here.name || here.id || here.textContent.trim(), seen };
}"""


@pytest.mark.parametrize("width,height", [(320, 640), (390, 844), (1280, 900)])
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_whoever_goes_by_keyboard_sees_where_they_are(person, width, height, key):
    """WCAG 2.2, 2.4.11: nothing that has the focus lies wholly under the bar of a long form."""
    someone = person("declarant", viewport={"width": width, "height": height})
    begin(someone, "CEB621", "dense")
    stops, hidden = set(), []
    for _ in range(120):
        someone.page.keyboard.press(key)
        here = someone.page.evaluate(HIT)
        if not here:
            break
        stops.add(here["name"])
        if not here["seen"]:
            hidden.append(here["name"])
    assert {"grossWeight", "l1.gcode"} <= stops, stops
    assert not hidden, hidden
