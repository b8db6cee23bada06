"""An enterprise comes in, brings its people, and lets a broker act for it."""

import random
import re
import uuid

from test_every_page import faults_of

WORDS = "mend the old garden gate"


def credit_code():
    """One nobody has, with the check character of GB 32100."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "91310000" + "".join(random.choice(letters) for _ in range(9))
    total = sum(letters.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + letters[(31 - total % 31) % 31]


def press(someone, path):
    """Presses the button of the form that goes to a path."""
    someone.page.click(f"form[action$='{path}'] button[type=submit]")
    someone.page.wait_for_load_state()


def join(someone, path, login):
    someone.page.goto(someone.address + path)
    assert faults_of(someone, path) == []
    for name, value in [("login", login), ("name", "测试人员"), ("password", WORDS)]:
        someone.page.fill(f"main input[name={name}]", value)
    someone.page.click("main form button[type=submit]")
    someone.page.wait_for_url(re.compile("/sign-in"))
    someone.page.fill("input[name=login]", login)
    someone.page.fill("input[name=password]", WORDS)
    someone.page.click("main form button[type=submit]")
    someone.page.wait_for_load_state()


def test_ID_01_an_enterprise_signs_up_invites_and_gives_a_mandate(person):
    mark = uuid.uuid4().hex[:8]
    name = f"测试新商户{mark}"
    boss = person()
    boss.go("/sign-in")
    boss.page.click("main a[href$='/sign-up']")
    press(boss, "/sign-up")
    assert "缺少统一社会信用代码" in boss.text()
    assert faults_of(boss, "/sign-up refused") == []
    for field, value in [
        ("name", name), ("creditCode", credit_code()), ("district", "2244"),
        ("contactName", "测试联系人"), ("contactPhone", "021-55550123"),
    ]:
        boss.page.fill(f"main input[name={field}]", value)
    boss.page.check("main input[name=roles][value=seller]")
    press(boss, "/sign-up")
    status = boss.page.url
    assert "等待关员核对" in boss.text()
    assert faults_of(boss, "/sign-ups") == []

    officer = person("officer")
    officer.go("/registrations")
    assert faults_of(officer, "/registrations") == []
    officer.page.click(f"main a:has-text('{name}')")
    officer.page.wait_for_url(re.compile("/registrations/"))
    assert faults_of(officer, "/registrations/*") == []
    press(officer, "/confirmation")
    assert "已注册" in officer.text()

    boss.page.goto(status)
    setup = boss.page.get_attribute("main a[href*='/invitations/']", "href")
    join(boss, setup, f"boss-{mark}")
    boss.go("/people")
    assert faults_of(boss, "/people") == []
    boss.page.fill("main input[name=label]", "报关 王")
    boss.page.check("main input[name=post][value=declarant]")
    press(boss, "/people/invitations")
    link = boss.page.inner_text("main .copy code")
    assert faults_of(boss, "/people/invitations") == []
    clerk = person()
    join(clerk, "/zh" + link.split("/zh", 1)[1], f"clerk-{mark}")
    assert clerk.go("/declarations").status == 200
    assert clerk.go("/people").status == 403

    boss.go("/mandates")
    boss.page.check("main input[name=side][value=grantor]")
    boss.page.fill("main input[name=other]", "3122000005")
    boss.page.check("main input[name=scope][value=declare]")
    press(boss, "/mandates")
    mandate = boss.page.url.split("/zh", 1)[1]
    broker = person("declarant")
    broker.go(mandate)
    press(broker, "/acceptance")
    boss.go(mandate)
    assert "有效" in boss.text()
