"""`dualwrite scan-xpp`: writes in X++ that dual-write does not see.

Where to look: `walking`, `models` and `contents` find and read files; `axxml`, `xpo` and `archives`
take the X++ out of them; `lexer`, `structure` and `resolving` understand it; `constructs` finds what
`rules` lists; `tables` and its neighbours say which tables count; `judging` joins the two;
`suppressions`, `baseline` and `diff` leave out what somebody has accepted; `cache` remembers;
`evidence`, `document`, `sarif`, `markdown`, `page` and `listing` write. `scanning` runs it all.
"""
