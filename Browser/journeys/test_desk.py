"""Officers decide several applications at once, and each is told of by itself."""

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


def apply(address, token, quantity):
    """A licence as a firm's program applies for it; gives its number."""
    # The same word for word would be the same application.
    answers = LICENCE | {"quantity": str(quantity), "goods-name": f"测试电脑{uuid.uuid4().hex[:4]}"}
    order = {"service": "automatic-import-licence", "answers": answers}
    number = ask(address, token, "", json.dumps(order).encode())["number"]
    paper = f"/{number}/documents?field=contract&name=a.pdf"
    ask(address, token, paper, b"%PDF-1.4 test\nstartxref\n0\n%%EOF", "application/pdf")
    ask(address, token, f"/{number}/actions", b'{"action":"submit"}')
    return number


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
