from __future__ import annotations

import pytest

from dualwrite.reports.markdown_text import code, prose, ticket


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        (
            'It is in "West Europe" (europe); both must be.',
            'It is in "West Europe" (europe); both must be.',
        ),
        ("link.initialSync: false, 7.0.7996.40", "link.initialSync: false, 7.0.7996.40"),
        ("ask @user, #12 or a@b.com.", "ask `@user`, `#12` or `a@b.com`."),
        ("see https://a.com or (www.a.com", "see `https://a.com` or (`www.a.com`"),
        ("as in (gh-12) and :tada: now", "as in (`gh-12`) and `:tada`: now"),
        (
            'at "https://a.com/x?y=1", or \u201ca_b\u201d…',
            'at "`https://a.com/x?y=1`", or “`a_b`”…',
        ),
        ('of a@b.com: a="b" f_(x) (f_(x)).', 'of `a@b.com`: `a="b"` `f_(x)` (`f_(x)`).'),
        ("Stop! Who? ((a)) it's 'a_b'", "Stop! Who? ((a)) it's '`a_b`'"),
        ('" ?! ""', '`"` `?!` `""`'),
        ("a*b* _c_ <b> [d](e) $x$", "`a*b*` `_c_` `<b>` `[d](e)` `$x$`"),
        ("one\n| two", "one &#124; two"),
        ("Größe – ünï…", "Größe – ünï…"),
    ],
)
def test_prose_shows_as_code_what_a_site_would_make_something_of(text: str, shown: str) -> None:
    assert prose(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("contoso", "`contoso`"),
        ("a`b", "``a`b``"),
        ("`a``", "``` `a`` ```"),
        (" a", "`  a `"),
        ("  ", "`  `"),
        ("a|b", "`a`&#124;`b`"),
        ("a\\|", "`a\\`&#124;"),
        ("a\nb\u202e", "`a\\nb\\u202e`"),
    ],
)
def test_code(text: str, shown: str) -> None:
    assert code(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("ERP-14", "`ERP-14`"),
        ("https://a.com/x?y=1&z=2", "[`https://a.com/x?y=1&z=2`](<https://a.com/x?y=1&amp;z=2>)"),
        ("HTTP://a.com", "[`HTTP://a.com`](<HTTP://a.com>)"),
        ("https://a.com/<>|é", "[`https://a.com/<>`&#124;`é`](<https://a.com/%3C%3E%7C%C3%A9>)"),
        ("javascript:alert(1)", "`javascript:alert(1)`"),
    ],
)
def test_ticket(text: str, shown: str) -> None:
    assert ticket(text) == shown
