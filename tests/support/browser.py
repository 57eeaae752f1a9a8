"""A real browser for tests and benchmarks of the HTML report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, sync_playwright

from tools.browser.locations import find_browser

_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# Not innerText: that of what is out of sight is empty where the style sheet lets browsers skip it.
_VISIBLE_TEXTS = """selector => Array.from(document.querySelectorAll(selector))
    .filter(one => one.checkVisibility())
    .map(one => {
        const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) {
            if (walker.currentNode.parentElement.checkVisibility()) {
                texts.push(walker.currentNode.data);
            }
        }
        return texts.join(" ");
    })"""


@contextmanager
def running_browser() -> Iterator[Browser]:
    """The browser on PATH, until the end of the block. Without one the reason is raised."""
    path = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Opened:
    """A page, with everything that it did which a report must not do."""

    page: Page
    url: str
    requests: list[str] = field(default_factory=list)
    """What it asked for, the file itself first. Nothing else is let through."""
    complaints: list[str] = field(default_factory=list)
    """Messages on the console, and errors of scripts."""
    dialogs: list[str] = field(default_factory=list)

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements that are shown, in their order."""
        found = self.page.evaluate(_VISIBLE_TEXTS, selector)
        return [re.sub(r" (?=[.,])", "", " ".join(text.split())) for text in found]

    def _answer(self, route: Route) -> None:
        self.requests.append(route.request.url)
        if route.request.url == self.url:
            route.continue_()
        else:
            route.abort()


@contextmanager
def opened(
    browser: Browser,
    file: Path,
    *,
    width: int = 1280,
    is_dark: bool = False,
    with_scripts: bool = True,
) -> Iterator[Opened]:
    """Open a file as somebody would who has got it in a mail."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if is_dark else "light",
        java_script_enabled=with_scripts,
    )
    made = Opened(context.new_page(), file.resolve().as_uri())
    page = made.page
    page.on("console", lambda message: made.complaints.append(message.text))
    page.on("pageerror", lambda error: made.complaints.append(str(error)))
    page.on("dialog", lambda dialog: (made.dialogs.append(dialog.message), dialog.dismiss())[1])
    context.route("**/*", made._answer)
    try:
        page.goto(made.url)
        if with_scripts and page.locator("form").count():
            page.get_by_text("Showing all of").wait_for()
        yield made
    finally:
        context.close()
