# f-strings and formatting
name, n, pi = "web", 7, 3.14159
assert f"{name}-{n:03d}" == "web-007"
assert f"{name!r:>8}|{pi:.2f}|{n:,}" == "   'web'|3.14|7"
assert f"{name:{'>'}{6}}" == "   web"
assert f"{{{n}}}" == "{7}" and f"{n=}" == "n=7"
assert f"a{'b' if n else 'c'}" "d" f"{1 + 1}" == "abd2"
assert f"{name!a}" == "'web'" and f"{'é'!a}" == "'\\xe9'"
assert "%s-%d" % (name, n) == "web-7" and "%(a)s" % {"a": 1} == "1"
assert "{}-{x}".format(name, x=n) == "web-7"
assert "redis://{}:{}/{}".format("h", 6379, 0) == "redis://h:6379/0"
assert "a,b".split(",") == ["a", "b"] and " x ".strip() == "x" and "True".lower() in ("true", "1")
assert "yes" "no" == "yesno" and "ab" * 2 == "abab" and "b" in "abc"
assert str(1.0) == "1.0" and str(None) == "None" and str([1, "a"]) == "[1, 'a']"
assert b"ab".decode() == "ab" and "é".encode("utf-8") == b"\xc3\xa9"
assert "abc"[1] == "b" and "abc"[-1:] == "c" and len("äöü") == 3
text = """
two
lines"""
assert text.splitlines() == ["", "two", "lines"]
assert 60 * 60 * 24 == 86400 and 7 // 2 == 3 and -7 % 3 == 2 and 2**10 == 1024 and 7 / 2 == 3.5
assert 0xFF == 255 and 1_000 == 1000 and ~5 == -6 and (5 & 3, 5 | 3, 5 ^ 3) == (1, 7, 6)
assert int("12") + int(" 3 ") == 15 and bool("False") is True and bool("") is False
