"""What people come for, from the first page to the end."""

import json
import os
import re
import subprocess
import urllib.request
import uuid
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from conftest import PASSWORD

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


def message(name, number, changes=()):
    """One of the README's messages, declared today, with numbers of its own."""
    text = (EXAMPLES / f"{name}.xml").read_text(encoding="utf-8")
    text = text.replace(">20261121<", f">{date.today():%Y%m%d}<").replace("READMED", number)
    # The same guid would be the same message.
    for guid in set(re.findall(r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}", text)):
        text = text.replace(guid, str(uuid.uuid5(uuid.NAMESPACE_URL, number + guid)).upper())
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return {"name": f"{name}.xml", "mimeType": "application/xml", "buffer": text.encode()}


def upload(someone, file):
    someone.go("/upload")
    someone.page.set_input_files("input[type=file]", [file])
    someone.page.click("main form button[type=submit]")
    someone.page.wait_for_load_state()


def key(firm, *scopes):
    """An API key of an enterprise, as its operator makes one."""
    asked = [word for scope in scopes for word in ("--scope", scope)]
    made = subprocess.run(
        [os.environ["TRADEWIND"], "keys", "create", "--enterprise", firm]
        + ["--data", os.environ["TRADEWIND_DATA"]] + asked,
        check=True, capture_output=True, text=True,
    )
    return made.stdout.strip().splitlines()[-1]


def send(address, token, document):
    """A message as a program sends it."""
    request = urllib.request.Request(
        f"{address}/api/v1/ceb", document,
        {"Authorization": f"Bearer {token}", "Content-Type": "application/xml", "Accept": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        taken = json.load(answer)
    assert all(one["status"] > 0 for one in taken["results"]), taken


def test_TR_02_the_best_rate_of_australian_beef_in_three_steps(person):
    someone = person()
    someone.go("")
    someone.page.click("main a[href$='/tariff/best']")
    someone.page.fill("main input[name=q], main input[name=code], main input[name=goods]", "0202300090")
    someone.page.select_option("main select[name=origin]", label="澳大利亚 AUS")
    someone.page.click("main form button[type=submit]")
    text = someone.text()
    assert "0202300090" in text or "0202.30" in text
    assert "澳" in text
    assert someone.page.query_selector("main details") is not None


def test_SW_01_what_is_looked_for_is_found_from_the_keyboard(person):
    someone = person(language="en")
    someone.go("")
    someone.page.keyboard.press("/")
    someone.page.keyboard.type("beef")
    someone.page.wait_for_selector("[role=option]")
    someone.page.keyboard.press("ArrowDown")
    chosen = someone.page.inner_text("[role=option][aria-selected=true]")
    someone.page.keyboard.press("Enter")
    someone.page.wait_for_url(re.compile("/en/(tariff|classification)"))
    assert chosen.split()[0] in someone.page.url


def status_of(someone, number):
    """Opens a list by the firm's own number; gives what its page says of where it stands."""
    someone.go(f"/search?q=C{number}00000001")
    assert "/declarations/B" in someone.page.url, someone.text()
    return someone.page.inner_text("main .heading .tag")


def test_CB_08_a_parcel_is_declared_and_cleared_and_an_officer_sees_it(person, address):
    clerk, carrier, officer = person("declarant"), person("carrier"), person("officer", "en")
    # The marketplace and the payment company are programs.
    program = {name: key(firm) for name, firm in [("order", "3122000001"), ("payment", "3122000003")]}
    for _ in range(4):
        number = f"B{uuid.uuid4().hex[:6].upper()}"
        upload(clerk, message("list", number))
        assert clerk.page.query_selector(".tone-danger") is None, clerk.text()
        # Its documents come from others; until then it says whom it waits for.
        assert status_of(clerk, number) == "待单证" and "订单" in clerk.text()
        for name, token in program.items():
            send(address, token, message(name, number)["buffer"])
        upload(carrier, message("waybill", number))
        for _ in range(20):
            status = status_of(clerk, number)
            if status not in ("待单证", "已接收"):
                break
            clerk.page.wait_for_timeout(250)
        # One in a hundred is drawn for inspection, and says so.
        if status != "查验":
            break
    assert status == "放行", clerk.text()
    assert "248.98" in clerk.text(), "the tax stands on the page, with how it was worked out"
    path = clerk.page.url.rsplit("/", 1)[1]
    assert clerk.page.query_selector(f"a[href*='{path}/pdf']") is not None
    officer.go(f"/search?q={path}")
    assert officer.page.url.endswith(f"/en/declarations/{path}")
    assert "Released" in officer.text()


def test_CB_22_a_bank_finds_the_letter_that_ends_soon_and_has_its_paper(person, address):
    for language, soon, given in [
        ("zh", "即将到期", "本企业出具的保函"), ("en", "Ends soon", "Letters your enterprise has given"),
    ]:
        clerk = person("bank", language)
        clerk.go("")
        assert "TEST-LETTER-3122000002" in clerk.text() and soon in clerk.text(), clerk.text()
        clerk.page.click("main a:text('TEST-LETTER-3122000002')")
        clerk.page.wait_for_url(re.compile("/balances"))
        assert given in clerk.text() and soon in clerk.text()
        row = clerk.page.locator("#issued tr:has-text('TEST-LETTER-3122000002')")
        paper = clerk.page.request.get(address + row.locator("a:text('PDF')").get_attribute("href"))
        assert paper.body().startswith(b"%PDF-")


def test_CB_09_a_citizen_sees_the_own_year_on_a_phone(person, address):
    number = f"B{uuid.uuid4().hex[:6].upper()}"
    firms = {"order": "3122000001", "payment": "3122000003", "waybill": "3122000004", "list": "3122000005"}
    for name, firm in firms.items():
        send(address, key(firm), message(name, number)["buffer"])
    citizen = person(viewport={"width": 390, "height": 844})
    for _ in range(20):
        citizen.go("/my-quota")
        citizen.page.fill("input[name=idNumber]", "000000190601113140")
        citizen.page.fill("input[name=orderNo]", f"O{number}00000001")
        citizen.page.fill("input[name=telephoneTail]", "1121")
        citizen.page.click("main form button[type=submit]")
        citizen.page.wait_for_load_state()
        if citizen.page.query_selector("main table"):
            break
        citizen.page.wait_for_timeout(250)
    assert "剩余" in citizen.text() and "****0001" in citizen.text(), citizen.text()


def test_CB_11_a_refused_message_says_where_and_how_to_mend_it_and_is_mended(person):
    number = f"B{uuid.uuid4().hex[:6].upper()}"
    someone = person("declarant")
    broken = message("list", number, [("<ceb:currency>142<", "<ceb:currency>RMB<")])
    upload(someone, broken)
    assert "142" in someone.text() and "currency" in someone.page.content()
    upload(someone, message("list", number))
    assert someone.page.query_selector(".notice.tone-danger") is None, someone.text()
    someone.go(f"/search?q=C{number}00000001")
    assert "/declarations/B" in someone.page.url


def tab_to(someone, wanted, most=120):
    """Presses Tab until what has the focus fits; gives how often."""
    for times in range(most):
        someone.page.keyboard.press("Tab")
        if someone.page.evaluate(f"document.activeElement.matches({wanted!r})"):
            return times
    raise AssertionError(f"{wanted} is not reached by Tab")


def test_SW_01_somebody_signs_in_finds_and_signs_out_by_keyboard_alone(person):
    someone = person(language="en")
    someone.go("/sign-in")
    tab_to(someone, "input[name=login]")
    someone.page.keyboard.type("declarant")
    someone.page.keyboard.press("Tab")
    someone.page.keyboard.type(PASSWORD)
    someone.page.keyboard.press("Enter")
    someone.page.wait_for_url(re.compile("/en$"))
    # Past the heading in one step, and what has the focus can be seen.
    someone.page.keyboard.press("Tab")
    assert someone.page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    tab_to(someone, "main a")
    assert someone.page.evaluate(
        "getComputedStyle(document.activeElement).outlineStyle") != "none"
    tab_to(someone, "form[action$='/sign-out'] button", 200)
    with someone.page.expect_navigation():
        someone.page.keyboard.press("Enter")
    assert someone.go("/declarations").url.endswith("sign-in?to=%2Fen%2Fdeclarations")


def test_CB_11_a_list_is_typed_step_by_step_by_keyboard_and_nothing_typed_is_lost(person):
    someone = person("declarant")
    someone.go("/entry")
    tab_to(someone, "input[type=radio]")
    someone.page.keyboard.press("Space")
    tab_to(someone, "main form button")
    someone.page.keyboard.press("Enter")
    someone.page.wait_for_url(re.compile("/entry/.*/steps/"))
    order = f"TEST-KEY-{uuid.uuid4().hex[:6]}"
    tab_to(someone, "main input.input")
    # Nothing is pressed after the last sign: another window has it all the same.
    someone.kept(lambda: someone.page.keyboard.type(order))
    draft = re.search("/entry/([^/]+)", someone.page.url).group(1)
    window = someone.context.new_page()
    window.goto(someone.page.url)
    assert window.input_value("input[name=orderNo]") == order
    with someone.page.expect_navigation():
        someone.page.keyboard.press("Enter")
    someone.go(f"/entry/{draft}")
    assert someone.page.locator(f"input[value='{order}']").count() == 1
    # Everything that is missing is said at once, and leads to its field.
    someone.go(f"/entry/{draft}/check")
    assert someone.page.locator(".error-summary a, .faults a, main a[href*='steps']").count() > 5


def test_SW_01_an_officer_works_through_the_desk_by_keys_and_a_second_one_agrees(person):
    officer = person("officer")
    page = officer.page
    # One decision is of one district; lists of another may have been drawn for inspection.
    officer.go("/worklist?district=2244")
    rows = page.locator("[data-rows] tbody tr").count()
    assert rows >= 5, rows
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 2
    assert page.inner_text("[data-picked]").endswith("1")
    page.keyboard.press("a")
    assert page.inner_text("[data-picked]").endswith(str(rows))
    page.click("[data-rows] button[value=release]")
    page.wait_for_url(re.compile("/worklist/batch"))
    assert "须另一名关员复核" in officer.text()
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile("/worklist/batches/"))
    # Nobody agrees to an own proposal.
    assert "同意并执行" not in officer.text()
    path = page.url.split("/zh", 1)[1]
    second = person("customs2")
    second.go(path)
    assert "同意并执行" in second.text()
    # It stays undone: other journeys need the lists.
    officer.page.click("text=撤回")
    assert "已撤回" in officer.text()
    # Keys can be switched off, and stay off.
    officer.go("/worklist")
    page.click("[data-row-keys] button")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('tr')") is None
    officer.go("/worklist")
    assert page.inner_text("[data-row-keys] button").endswith("关")


def test_SW_01_an_officer_decides_by_keyboard_alone(person):
    officer = person("officer")
    officer.go("/worklist")
    tab_to(officer, "[data-rows] tbody a")
    officer.page.keyboard.press("Enter")
    officer.page.wait_for_url(re.compile("/declarations/"))
    tab_to(officer, "input[name=action]")
    officer.page.keyboard.press("Space")
    tab_to(officer, "textarea[name=reason]")
    officer.page.keyboard.type("单证相符")
    tab_to(officer, "main form button")
    officer.page.keyboard.press("Enter")
    officer.page.wait_for_load_state()
    assert officer.page.inner_text("main .heading .tag") == "放行", officer.text()


def test_SW_01_a_filter_is_kept_without_scripts_and_found_on_the_first_page(person):
    officer = person("officer", java_script_enabled=False)
    page = officer.page
    officer.go("/worklist")
    page.select_option("select[name=status]", "300")
    page.click("button[formaction]")
    name = "审核" + uuid.uuid4().hex[:4]
    page.fill("input[name=name]", name)
    page.click("main form button[type=submit]")
    assert "status=300" in page.url and name in officer.text()
    officer.go("")
    page.click(f"main >> text={name}")
    assert "status=300" in page.url
    officer.go("/saved-filters")
    page.click(f"tr:has-text('{name}') button")
    assert name not in officer.text()


def test_everything_essential_works_without_scripts(person):
    someone = person("declarant", java_script_enabled=False)
    someone.go("")
    someone.page.fill("#site-search", "CEB621")
    someone.page.click("[role=search] button")
    assert someone.page.url.endswith("/zh/messages/621")
    number = f"B{uuid.uuid4().hex[:6].upper()}"
    upload(someone, message("list", number))
    someone.go(f"/declarations?number=C{number}00000001")
    assert "待单证" in someone.text()


def test_the_other_language_is_one_click_away_and_keeps_the_place(person):
    someone = person()
    someone.go("/tariff?q=%E7%89%9B%E8%82%89")
    someone.page.click("header a[hreflang=en]")
    assert "/en/tariff?q=" in someone.page.url
    assert someone.page.evaluate("document.documentElement.lang") == "en"


def test_a_clerk_sees_what_to_do_first_on_a_phone(person):
    someone = person("declarant", viewport={"width": 375, "height": 700})
    someone.go("")
    box = someone.page.locator("main table a").first.bounding_box()
    assert box and box["y"] < 700, box


def test_SW_01_a_spreadsheet_with_faults_comes_back_with_reasons_and_is_mended(person):
    tag = uuid.uuid4().hex[:6].upper()
    inventory = ElementTree.fromstring((EXAMPLES / "list.xml").read_bytes())
    head, goods = {}, {}
    for element in inventory.iter():
        name = element.tag.rpartition("}")[2]
        if name in ("InventoryHead", "InventoryList"):
            values = {one.tag.rpartition("}")[2]: one.text or "" for one in element}
            (head if name == "InventoryHead" else goods).update(values)
    given = ("guid", "app", "preNo", "invtNo", "ieFlag", "declTime", "gnum", "currency")
    columns = [name for name in head if not name.startswith(given)]
    columns += [f"goods.{name}" for name in goods if not name.startswith(given)]

    def table(codes):
        lines = [columns]
        for number, code in enumerate(codes):
            own = {"orderNo": f"TEST-ORD-{tag}{number}", "copNo": f"T{tag}{number}"}
            own |= {"logisticsNo": f"TEST-WB-{tag}{number}", "ieDate": f"{date.today():%Y-%m-%d}"}
            own |= {"goods.gcode": code}
            values = head | {f"goods.{name}": value for name, value in goods.items()} | own
            lines.append([values[name] for name in columns])
        text = "\r\n".join(",".join(f'"{value}"' for value in line) for line in lines)
        return {"name": f"清单{tag}.csv", "mimeType": "text/csv", "buffer": text.encode("gb18030")}

    someone = person("declarant")

    def send(file):
        someone.go("/sheets")
        someone.page.set_input_files("input[type=file]", [file])
        someone.page.click("main form button[type=submit]")
        # The page looks again by itself until all is done.
        someone.page.wait_for_selector("a[href*='/workbook']", timeout=30_000)
        return someone.text()

    right = goods["gcode"]
    text = send(table([right, "0000000000", right]))
    assert "有 1 份需要更正" in text and "不在税则中" in text, text
    with someone.page.expect_download() as download:
        someone.page.click("a[href*='/workbook']")
    assert download.value.suggested_filename == f"清单{tag}-result.xlsx"
    text = send(table([right, right, right]))
    assert "没有需要更正的" in text and "此前已接收" in text, text
