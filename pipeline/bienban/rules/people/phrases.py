"""Cụm chỉ người (phrases): somebody as a report writes him — address, posts, name, posts — as one span.

"đồng chí Phạm Thị Mơ- Chủ tịch Hội", "Phó Chủ tịch UBND tỉnh Nguyễn Thị Hạnh", "các đồng chí: A, post; B, post". A
phrase may lack the name ("đồng chí Bí thư Huyện ủy") or all but one word of it ("ông Kiên").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from bienban.language.analysis import PostSpan
from bienban.rules.people.marks import Marks, plain_addresses
from bienban.rules.people.names import is_surname, read_name
from bienban.rules.people.posts import Post, read_post
from bienban.rules.people.subjects import is_next_subject, opens_on_object

_LINK = re.compile(r"(?: ?[,;] (?:hiện là |là |hiện giữ chức |giữ chức |kiêm |và )?| ?[-–—/] ?| \(| kiêm | và | là | làm | )")
_STACK = re.compile(r" ?, ?(?:và )?| ?[-–—] ?| kiêm | ")
_PLURAL = re.compile(r"(?:^|[^\w])(?:các|những|một số|nhiều|hai|ba|bốn|\d+|mọi|toàn thể|từng|mỗi|với các|các vị|tất cả) $")
_PLURAL_ENDS = tuple(
    f"{end} " for end in ("các", "những", "một số", "nhiều", "hai", "ba", "bốn", "mọi", "toàn thể", "từng", "mỗi", "các vị", "tất cả", *"0123456789")
)
"""How what the pattern finds must end: this spares nearly every post the pattern."""
_LIST_SEPARATOR = re.compile(r" ?(?:[,;:]|[-–—]) ?(?:và |cùng )?(?:\d+[.)] ?)?| và | cùng | ")
_BRACKET = re.compile(r" ?\((?:[^()\n]{0,80})\)")
_LIST_MARK = re.compile(r" ?[:-]? ?")
_APPOINTED = re.compile(r"(?:^|[^\w])(?:giao|bầu|cử|phân công|chỉ định|giới thiệu|bổ nhiệm|đề cử)(?: cho)? [^,;.]{0,60}$")
_TRAILING = re.compile(r"[,;] ?[^()\n]{1,50}\)")
_DETACHED = re.compile(r", | ?[-–] ")
_MOST_POSTS = 9


@dataclass(slots=True, eq=False)
class Phrase:
    """Một cụm chỉ người: offsets, and what of it was written."""

    start: int
    end: int
    name: tuple[int, int] | None = None
    syllables: int = 0
    honorific: tuple[int, int] | None = None
    gender: str = ""
    posts: list[PostSpan] = field(default_factory=list)
    weight: float = 0.0
    whole: bool = False
    """Whether the name, although one word, is complete (K'Brểu)."""
    form: str = ""
    """How it was written: honorific, comma-posts, dash-posts, title-first, shared-post, bare, post-only, given"""

    @property
    def full(self) -> bool:
        return self.name is not None and (self.syllables > 1 or self.whole)


@dataclass(slots=True)
class _Prefix:
    """What was read before a name."""

    start: int
    end: int
    honorific: tuple[int, int] | None = None
    gender: str = ""
    many: bool = False
    posts: list[PostSpan] = field(default_factory=list)
    weak: bool = False
    firm: int = 0
    """How many posts stand before the first that is a post only beside a name."""


class Reader:
    """Bộ đọc cụm chỉ người của một đoạn: phrases of ``[start, end)`` in text order."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.surface = marks.surface
        self.folded = marks.folded
        self._heads = {at for at, hit in marks.heads.items() if hit.value != "weak"}
        self._anchors = sorted({*marks.honorifics, *marks.ranks, *self._heads, *marks.abbreviations, *marks.names, *marks.statuses})
        self._openers = {*self._heads, *marks.ranks, *marks.abbreviations, *marks.statuses}
        self._stops = {*marks.heads, *marks.honorifics, *marks.ranks}
        self._shared: _Prefix | None = None

    def read(self, start: int, end: int) -> list[Phrase]:
        """All phrases of ``[start, end)``; a list opened before ``start`` is not carried in."""
        found: list[Phrase] = []
        self._shared = None
        at = start
        index = bisect_left(self._anchors, start)
        while index < len(self._anchors) and self._anchors[index] < end:
            anchor = self._anchors[index]
            index += 1
            if anchor < at:
                continue
            for phrase in self._at(anchor, end, found):
                found.append(phrase)
                at = max(at, phrase.end)
            if self._shared is not None:
                at = max(at, self._shared.end)
        return found

    def _at(self, anchor: int, limit: int, before: list[Phrase]) -> list[Phrase]:
        self._end_sharing(anchor, before)
        prefix = self._prefix(anchor, limit)
        if prefix.many:
            self._shared = prefix
            return []
        named = self._named(prefix, limit)
        if named is not None:
            return [named]
        if prefix.weak and prefix.firm:
            prefix.posts = prefix.posts[: prefix.firm]
            prefix.end, prefix.weak = prefix.posts[-1].end, False
        if prefix.posts and not prefix.weak:
            return [self._untitled(prefix)]
        return []

    def _end_sharing(self, anchor: int, before: list[Phrase]) -> None:
        """A list opened by "các đồng chí:" goes on as long as only marks stand between its members."""
        if self._shared is None:
            return
        last = before[-1].end if before and before[-1].start >= self._shared.start else self._shared.end
        gap = self.folded[last:anchor]
        if len(gap) > 4 and not _LIST_SEPARATOR.fullmatch(gap) and not _BRACKET.match(gap):
            self._shared = None

    def _prefix(self, start: int, limit: int) -> _Prefix:
        """Read addresses, ranks and posts from ``start`` on, up to where a name may begin."""
        marks = self.marks
        prefix = _Prefix(start, start)
        at = start
        for _ in range(_MOST_POSTS + 3):
            hit = marks.honorifics.get(at) or marks.ranks.get(at)
            if hit is not None and hit.end <= limit:
                if self._is_new_name(at, prefix):
                    break
                self._address(prefix, at, hit.end, hit.value)
            else:
                post = read_post(marks, at, limit)
                if post is None or (post.weak and not prefix.posts and at not in marks.abbreviations):
                    break
                prefix.posts.append(self._without_given_name(post.span))
                prefix.weak = prefix.weak or post.weak
                prefix.firm += not prefix.weak
                prefix.end = prefix.posts[-1].end
                if self._many(post.span.start):
                    prefix.many = prefix.many or self._lists(post.span.end, limit)
                    prefix.weak, prefix.firm = True, 0
            after = self._after_prefix(prefix, limit)
            if after is None:
                break
            at = after
        return prefix

    def _without_given_name(self, post: PostSpan) -> PostSpan:
        """ "Bộ trưởng Hiển": one capital word that is no body is the name of the holder."""
        if post.organization is None or post.organization[0] < post.title[1]:
            return post
        start, end = post.organization
        word = self.surface[start:end]
        if " " in word or not word.istitle() or len(word) < 2 or self.marks.organization_at(start, end) is not None:
            return post
        following = self.surface[end : end + 1]
        if following in (",", ".", ";", ":", "") or end + 1 in self.marks.acts or end + 1 in self.marks.adverbs:
            return PostSpan(post.start, post.title[1], post.title, None)
        return post

    def _is_new_name(self, at: int, prefix: _Prefix) -> bool:
        """ "đ/c Ông Văn Tấn": after an address, a capital "Ông" is a surname."""
        return prefix.honorific is not None and prefix.end == at - 1 and self.surface[at].isupper() and is_surname(self.folded[at : at + 3].strip())

    def _address(self, prefix: _Prefix, start: int, end: int, value: str) -> None:
        many = value == "many"
        plain = start + self.folded[start:end].find(" ") + 1 if many else start
        joined = (
            prefix.honorific is not None
            and start not in self.marks.honorifics
            and prefix.honorific[1] >= start - 2
            and prefix.honorific[0] in self.marks.ranks
        )
        if (many and any(c in self.folded[plain:end] for c in ",/(")) or (
            many and self.folded[plain:end].count(" ") and "đồng chí" not in self.folded[plain:end]
        ):
            prefix.honorific = prefix.honorific or None
        elif joined and prefix.honorific is not None:
            prefix.honorific = (prefix.honorific[0], end)
        elif prefix.honorific is None:
            prefix.honorific = (plain, end)
        prefix.gender = prefix.gender or (value if value in ("m", "f") else "")
        prefix.many = prefix.many or many
        prefix.end = end

    def _many(self, start: int) -> bool:
        return self.folded.endswith(_PLURAL_ENDS, 0, start) and _PLURAL.search(self.folded, max(0, start - 12), start) is not None

    def _lists(self, end: int, limit: int) -> bool:
        """ "các Phó Chủ tịch UBND tỉnh: A, B": whether names follow the plural post."""
        match = _LIST_MARK.match(self.folded, end, limit)
        if match is None:
            return False
        return match.end() in self.marks.names or (":" in match.group() and (match.end() in self.marks.honorifics or match.end() in self.marks.ranks))

    def _after_prefix(self, prefix: _Prefix, limit: int) -> int | None:
        """Where the next part of the prefix may stand, or None where a name or something else comes."""
        match = _STACK.match(self.folded, prefix.end, limit)
        end = prefix.end
        if self.surface[end - 1 : end] == "." and end < limit and self.surface[end].isalpha():
            return end
        if match is None:
            return None
        at = match.end()
        if match.group() == " " and (
            at in self.marks.names or (not prefix.posts and self.surface[at : at + 1].isupper() and at not in self._stops and at not in self._openers)
        ):
            return None
        stacks = prefix.posts or match.group() == " " or (prefix.honorific is not None and prefix.honorific[0] in self.marks.ranks)
        if not stacks:
            return None
        if at in self.marks.honorifics:
            return at if match.group() == " " else None
        member = prefix.posts and at in self.marks.heads and self.surface[at].isupper() and self.folded.startswith("thành viên ", at)
        return at if at in self._openers or member else None

    def _named(self, prefix: _Prefix, limit: int) -> Phrase | None:
        """The phrase of the person whose name stands right after ``prefix``."""
        start = self._name_start(prefix, limit)
        name = self._name(prefix, start, limit) if start is not None else None
        if name is None or name[1] > limit:
            return None
        bare = not prefix.posts and prefix.honorific is None
        phrase = Phrase(prefix.start, name[1], (name[0], name[1]), name[2], prefix.honorific, prefix.gender, list(prefix.posts))
        phrase.form = "title-first" if prefix.posts else "bare" if bare else "honorific"
        phrase.whole = name[2] == 1 and self.folded[name[0] + 1 : name[0] + 2] in ("'", "`")
        exact = self.marks.names.get(name[0])
        phrase.weight = exact.weight if exact is not None else 2.0
        if not prefix.posts and self._shared is not None and (bare or self._shared.posts):
            self._share(phrase)
        elif bare and phrase.weight < 3 and not self._introduced(phrase, limit):
            return None
        if prefix.honorific is None and opens_on_object(self.marks, phrase.start, phrase.end, phrase.posts, limit):
            phrase.posts.pop(0)
            phrase.start = phrase.posts[0].start
        self._after_name(phrase, limit, title_first=bool(prefix.posts))
        return phrase

    def _name_start(self, prefix: _Prefix, limit: int) -> int | None:
        start = prefix.end
        while start < limit and self.surface[start] in " :" and start < prefix.end + 3:
            start += 1
        if prefix.posts and self.surface[start : start + 1] in (",", "-", "–"):
            return self._detached(prefix, limit)
        if ":" in self.surface[prefix.end : start] and not prefix.honorific:
            return None
        return start

    def _name(self, prefix: _Prefix, start: int, limit: int) -> tuple[int, int, int] | None:
        exact = self.marks.names.get(start)
        if exact is not None:
            return exact.start, exact.end, self.surface.count(" ", exact.start, exact.end) + 1
        if prefix.honorific is not None and not prefix.posts:
            name = read_name(self.surface, self.folded, start, self._stops, limit)
            return name if name is not None and self._plausible(name, limit, prefix.honorific) else None
        return self._given_after_post(start, limit) if prefix.posts and start == prefix.end + 1 else None

    def _share(self, phrase: Phrase) -> None:
        shared = self._shared
        assert shared is not None
        if phrase.honorific is None:
            phrase.honorific, phrase.gender = shared.honorific, shared.gender
        phrase.posts = list(shared.posts)
        phrase.weight += 2.0
        phrase.form = "shared-post" if shared.posts else "honorific-list"

    def _introduced(self, phrase: Phrase, limit: int) -> bool:
        """Whether a weak name without an address is made one by a post right after it."""
        match = _LINK.match(self.folded, phrase.end, limit)
        return match is not None and match.group().strip() in (",", "-", "–", "—", "(") and read_post(self.marks, match.end(), limit) is not None

    def _detached(self, prefix: _Prefix, limit: int) -> int:
        """ "Phó Chủ tịch Hội X, Bùi Thị Hòa;": a name after a comma or a dash closes a title-first phrase."""
        link = _DETACHED.match(self.folded, prefix.end, limit)
        name = self.marks.names.get(link.end()) if link is not None else None
        if name is None or name.weight < 3.5:
            return prefix.end
        before = self.surface[max(0, prefix.start - 2) : prefix.start].strip()
        after = self.surface[name.end : name.end + 1]
        opens = not before or before in ";:.," or self.folded[max(0, prefix.start - 4) : prefix.start] in (" có ", " gồm")
        acts = name.end + 1 in self.marks.acts or name.end + 1 in self.marks.adverbs
        return name.start if opens and (after in (";", ".", "", ",") or acts) else prefix.end

    def _plausible(self, name: tuple[int, int, int], limit: int, honorific: tuple[int, int]) -> bool:
        """A name after an address without a known surname must not be the start of a common noun."""
        start, end, count = name
        if count == 1:
            return self.folded[slice(*honorific)] in plain_addresses() or honorific[0] in self.marks.ranks
        if is_surname(self.folded[start : self.folded.find(" ", start)]):
            return True
        following = end + 1
        if end >= limit or self.surface[end] != " ":
            return True
        return (
            following in self.marks.acts
            or following in self.marks.adverbs
            or following in self._stops
            or not self.surface[following : following + 1].islower()
        )

    def _given_after_post(self, start: int, limit: int) -> tuple[int, int, int] | None:
        """ "Thứ trưởng Ngân", "Chủ tịch Hải": one capital syllable right after a title."""
        name = read_name(self.surface, self.folded, start, self._stops, limit)
        if name is None or name[2] != 1:
            return None
        end = name[1]
        if (
            end < limit
            and self.surface[end] == " "
            and self.surface[end + 1 : end + 2].islower()
            and end + 1 not in self.marks.acts
            and end + 1 not in self.marks.adverbs
        ):
            return None
        return name

    def _after_name(self, phrase: Phrase, limit: int, title_first: bool) -> None:
        """Read the posts after the name into ``phrase``; a post that runs into a name belongs to that person."""
        posts: list[PostSpan] = []
        at, claimed = phrase.end, False
        form = ""
        for _ in range(_MOST_POSTS):
            match = _LINK.match(self.folded, at, limit)
            if match is None:
                break
            post = read_post(self.marks, match.end(), limit)
            if post is None or self._belongs_onward(post, match.start(), match.group(), bool(posts)):
                break
            if self._claimed(post.span.end, limit):
                claimed = True
                break
            if not posts and "," in match.group() and is_next_subject(self.marks, phrase.start, phrase.posts, post.span, limit):
                break
            posts.append(post.span)
            form = form or ("dash-posts" if any(c in match.group() for c in "-–—") else "comma-posts" if "," in match.group() else "posts")
            at = post.span.end
            if "(" in match.group():
                if self.surface[at : at + 1] == ")":
                    at += 1
                    phrase.end = at
                    continue
                trailing = _TRAILING.match(self.folded, at, limit)
                if trailing is not None:
                    phrase.end = trailing.end()
                else:
                    posts.pop()
                break
            phrase.end = at
        if claimed and title_first and posts:
            posts = []
            assert phrase.name is not None
            phrase.end = phrase.name[1]
        phrase.posts.extend(posts)
        if posts and phrase.form in ("bare", "honorific", "honorific-list"):
            phrase.form = form if phrase.form != "honorific-list" else f"list.{form}"

    def _belongs_onward(self, post: Post, at: int, link: str, follows: bool) -> bool:
        """Whether a post after a semicolon or a bare blank starts somebody else's phrase or is no post at all."""
        if ";" in link or self._many(post.span.start) or self._of_many(post):
            return True
        if link == " làm " and _APPOINTED.search(self.folded, max(0, at - 70), at):
            return True
        if link.strip() in ("và", "là", "") and post.weak and post.span.start not in self.marks.abbreviations:
            return True
        if (
            post.weak
            and post.span.organization is None
            and post.span.start not in self.marks.abbreviations
            and self.folded[post.span.start : post.span.end]
            in ("trưởng", "phó", "thường trực", "lãnh đạo", "đại diện", "cán bộ", "phụ trách", "thư ký")
        ):
            return True
        if post.weak and self.folded.startswith(("đại diện", "lãnh đạo"), post.span.start):
            return True
        return link == " và " and not follows

    def _of_many(self, post: Post) -> bool:
        """ "…, chi cục trưởng các chi cục": a post in many bodies is that of a group."""
        body = post.span.organization
        return body is not None and self.folded.startswith(("các ", "mỗi ", "những "), body[0]) and not self.folded.startswith("các khu", body[0])

    def _claimed(self, end: int, limit: int) -> bool:
        """Whether a name (or an address and a name) stands right after the post that ends at ``end``."""
        if end + 1 >= limit or self.surface[end] != " ":
            return False
        return end + 1 in self.marks.names

    def _untitled(self, prefix: _Prefix) -> Phrase:
        form = "post-only"
        return Phrase(prefix.start, prefix.end, None, 0, prefix.honorific, prefix.gender, list(prefix.posts), form=form)
