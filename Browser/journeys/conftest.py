"""The server under test, one browser for all journeys, and people who sign in."""

import os
import re

import pytest
from playwright.sync_api import sync_playwright

PASSWORD = "tradewind-demo-2026"


@pytest.fixture(scope="session")
def address():
    return os.environ["TRADEWIND_ADDRESS"]


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox"],
        )
        yield browser
        browser.close()


class Person:
    """Somebody with a window of his own, who may be signed in."""

    def __init__(self, browser, address, login=None, language="zh", **window):
        window.setdefault("viewport", {"width": 1280, "height": 900})
        self.address = address
        self.language = language
        self.context = browser.new_context(
            locale="zh-CN" if language == "zh" else "en-GB", **window
        )
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if login:
            self.go("/sign-in")
            self.page.fill("input[name=login]", login)
            self.page.fill("input[name=password]", PASSWORD)
            self.page.click("main form button[type=submit]")
            self.page.wait_for_url(re.compile(f"/{language}(/.*)?$"))

    def _heard(self, message):
        # A page that answers 404 on purpose is no complaint of the page's own.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def at(self, path):
        """The whole path of a page."""
        return f"/{self.language}{path}".split("?")[0]

    def go(self, path):
        """Opens a page by its path without the language."""
        return self.page.goto(f"{self.address}/{self.language}{path}")

    def kept(self, act):
        """Does something to a form that keeps itself, and waits until the page says it did."""
        before = self.page.input_value("input[name=version]")
        act()
        self.page.wait_for_function(
            "before => document.querySelector('input[name=version]').value !== before", arg=before
        )
        said = self.page.inner_text("[data-saved]")
        assert said.startswith("已保存" if self.language == "zh" else "Saved"), said

    def text(self):
        return self.page.inner_text("main")

    def close(self):
        self.context.close()


@pytest.fixture
def person(browser, address):
    """Makes people: `person("officer")`, `person(language="en")`."""
    made = []

    def make(login=None, language="zh", **window):
        made.append(Person(browser, address, login, language, **window))
        return made[-1]

    yield make
    for one in made:
        one.close()
