"""Officers decide, alone, one after another, in twos, and several applications at once."""

import datetime
import json
import re
import urllib.request
import uuid

from test_every_page import faults_of
from test_journeys import key

LICENCE = {
    "kind": "new", "customs-code": "3122000002", "goods-code": "8471301000",
    "goods-name": "测试电脑", "condition": "new", "unit": "001", "country": "502",
    "trade-mode": "0110",
}


def ask(address, token, path, body, kind="application/json"):
    request = urllib.request.Request(
        f"{address}/api/v1/applications{path}", body,
        {"Authorization": f"Bearer {token}", "Content-Type": kind},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def submit(address, token, service, answers, document):
    """An application as a firm's program makes it; gives its number."""
    order = {"service": service, "answers": answers}
    number = ask(address, token, "", json.dumps(order).encode())["number"]
    paper = f"/{number}/documents?field={document}&name=a.pdf"
    ask(address, token, paper, b"%PDF-1.4 test\nstartxref\n0\n%%EOF", "application/pdf")
    ask(address, token, f"/{number}/actions", b'{"action":"submit"}')
    return number


def apply(address, token, quantity):
    # The same word for word would be the same application.
    answers = LICENCE | {"quantity": str(quantity), "goods-name": f"测试电脑{uuid.uuid4().hex[:4]}"}
    return submit(address, token, "automatic-import-licence", answers, "contract")


FIRM = {"enterprise": "测试海外旗舰店有限公司", "credit-code": "913100000000000022", "contact": "测试"}


def take_up(officer, number):
    """Finds an application at the officer's desk and opens it."""
    officer.go("/desk")
    assert faults_of(officer, "/desk") == []
    officer.page.click(f"main table a:has-text('{number}')")
    officer.page.wait_for_url(re.compile(number))


def press(officer, action):
    with officer.page.expect_navigation():
        officer.page.click(f"form:has(input[name=action][value={action}]) button")
    assert faults_of(officer, f"/applications/* after {action}") == []


def test_PS_13_market_regulation_finds_a_product_at_its_desk_and_lists_it(person, address):
    token = key("3122000002", "procedures.apply")
    ticks = {name: "1" for name in ("same-line", "same-standard", "same-quality")}
    number = submit(
        address, token, "same-quality",
        FIRM | ticks | {
            "way": "third", "product": "测试保温杯", "model": f"T-{uuid.uuid4().hex[:6]}",
            "brand": "测试", "standard": "GB/T 29606", "standard-abroad": "EN 12546-1",
            "market": "304", "certifier": "测试评价机构", "certificate": "TEST-1",
        }, "evaluation")
    officer = person("market")
    # Its first page leads to its own work, not to what firms apply for.
    assert officer.page.query_selector(".task-links a[href='/zh/desk']")
    take_up(officer, number)
    assert "个工作日" in officer.text()
    press(officer, "list")
    assert "准予" in officer.text()


def test_ID_13_a_slip_goes_from_the_customs_to_two_officers_of_the_central_bank(person, address):
    token = key("3122000002", "procedures.apply")
    today = datetime.date.today()
    days = {"found": -20, "deadline": -5, "corrected-on": -10}
    number = submit(
        address, token, "error-tolerance",
        FIRM | {name: str(today + datetime.timedelta(days=count)) for name, count in days.items()}
        | {"kind": "settlement", "intent": "negligent", "facts": f"测试 {uuid.uuid4()}"},
        "evidence")
    customs = person("officer")
    take_up(customs, number)
    press(customs, "forward")
    first = person("pboc")
    take_up(first, number)
    press(first, "grant")
    assert "待复核" in first.text()
    # Who proposed it cannot agree to it.
    assert first.page.locator("input[name=action][value=agree]").count() == 0
    second = person("pboc2")
    take_up(second, number)
    assert "一般过失" in second.text() and "negligence" not in second.text()
    press(second, "agree")
    assert "准予" in second.text()


def test_SW_01_an_officer_decides_several_applications_by_keys_and_hears_of_each(person, address):
    token = key("3122000002", "procedures.apply")
    numbers = [apply(address, token, quantity) for quantity in (3, 4, 5)]
    officer = person("commerce")
    page = officer.page
    officer.go("/desk?service=automatic-import-licence")
    page.keyboard.press("a")
    assert page.inner_text("[data-picked]").endswith(str(page.locator(".pick-box").count()))
    page.click("[data-rows] button.button")
    page.wait_for_url(re.compile("/desk/bulk"))
    assert faults_of(officer, "/desk/bulk") == []
    # Without a reason nobody is refused anything; what was chosen stays chosen.
    page.check("input[name=action][value=refuse]")
    page.click("main form button[type=submit]")
    assert page.query_selector(".error-summary") and page.is_checked("input[value=refuse]")
    assert faults_of(officer, "/desk/bulk refused") == []
    # A colleague is quicker with one of them.
    colleague = person("commerce2")
    colleague.go(f"/applications/{numbers[0]}")
    colleague.page.click("form:has(input[name=action][value=grant]) button")
    page.fill("textarea[name=reason]", "合同与商品不符")
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile("/desk/bulk/"))
    assert faults_of(officer, "/desk/bulk/*") == []
    assert "申请已经变化" in page.inner_text(f"tr:has-text('{numbers[0]}')")
    for number in numbers[1:]:
        assert "已办" in page.inner_text(f"tr:has-text('{number}')")
    officer.go(f"/applications/{numbers[2]}")
    assert "合同与商品不符" in officer.text()
