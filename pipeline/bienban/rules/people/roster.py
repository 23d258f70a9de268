"""Danh sách người (roster): one entry for each person a text names, whatever way it names him."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from bienban.language.analysis import Mention, Party, PostSpan
from bienban.language.org_names import expand_name
from bienban.rules.people.marks import Marks
from bienban.rules.people.names import is_minority_prefix, never
from bienban.rules.people.phrases import Phrase
from bienban.text.shadow import fold

_MOST_NAMESAKES = 60
"""People of one given name or one title that are told apart; beyond, the text is no report."""
_ONE_MINISTRY = ("bộ trưởng", "thứ trưởng")
"""Titles held in one body only: another wording of the body is the same post."""
_MODIFIERS = ("thường trực", "phụ trách", "thứ nhất", "chuyên trách", "điều hành")
"""Words of a title that later mentions leave out."""
_ORDER = ("chair", "secretary", "attendee", "presenter", "speaker", "absent")


@dataclass(slots=True, eq=False)
class Person:
    """Một người trong văn bản, dự họp hay không: what all phrases about him say together."""

    key: str
    first: Phrase
    phrases: list[tuple[Phrase, str]] = field(default_factory=list)
    posts: list[PostSpan] = field(default_factory=list)
    post_texts: list[tuple[str, str]] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    """role -> the rule that gave it"""
    shown: dict[str, str] = field(default_factory=dict)
    """roles that only a caption or a heading states"""
    gender: str = ""
    site: tuple[int, int] | None = None
    in_body: bool = False
    away: bool = False
    """Whether somebody else brings his words: what his office says later it said elsewhere."""
    last: int = -1

    @property
    def given(self) -> str:
        return self.key.rsplit(" ", 1)[-1]

    def forget(self, phrase: Phrase) -> None:
        """Take back a phrase read a moment ago."""
        for index in range(len(self.phrases) - 1, max(-1, len(self.phrases) - 60), -1):
            if self.phrases[index][0] is phrase:
                del self.phrases[index]
                return

    def role(self, code: str, rule: str) -> None:
        """Give the person a role; the first rule to do so is remembered."""
        self.roles.setdefault(code, rule)


class Roster:
    """Sổ tên: finds the person a phrase is about, or opens a new entry."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.people: list[Person] = []
        self._by_key: dict[str, Person] = {}
        self._by_given: dict[str, list[Person]] = {}
        self._by_title: dict[str, list[Person]] = {}
        self._by_opening: dict[str, list[Person]] = {}
        self._short: list[Person] = []
        self._spelled: dict[str, str] = {}
        self.pending: list[tuple[Phrase, str]] = []

    def place(self, phrase: Phrase, mode: str) -> Person | None:
        """The person ``phrase`` is about; ``mode`` is body, caption or headline. None where nobody fits."""
        person = self._find(phrase)
        if person is None:
            if not phrase.full or not self._opens(phrase, mode):
                self.pending.append((phrase, mode))
                return None
            person = self._open(phrase)
        self._learn(person, phrase, mode)
        return person

    def open(self, phrase: Phrase, mode: str) -> Person:
        """A new entry for somebody the report names by one word only ("chị Mỵ")."""
        person = self._open(phrase)
        self.pending = [item for item in self.pending if item[0] is not phrase]
        self._learn(person, phrase, mode)
        return person

    def unnamed(self, phrase: Phrase, mode: str) -> Person:
        """A new entry for somebody named by post alone."""
        person = Person("", phrase)
        self.people.append(person)
        self.pending = [item for item in self.pending if item[0] is not phrase]
        self._learn(person, phrase, mode)
        return person

    def settle(self) -> None:
        """Try again the phrases that came before the name they refer to."""
        for phrase, mode in self.pending:
            if (phrase.name is not None or phrase.honorific is not None) and (person := self._find(phrase)) is not None:
                person.phrases.append((phrase, mode))
        self.pending = []
        self._name_holders()

    def _name_holders(self) -> None:
        """Somebody named by post alone is whoever the text names, before or after, as the only holder of that very post."""
        for person in [p for p in self.people if not p.key and p.first.posts]:
            wanted = person.first.posts[-1]
            if wanted.organization is None:
                continue
            holders = [p for p in self._by_title.get(self._text(wanted.title), []) if p.key and self._holds_same(p, wanted)]
            if len(holders) != 1 or not _agrees(holders[0], person.first):
                continue
            holders[0].phrases.extend(person.phrases)
            for role, rule in person.roles.items():
                holders[0].role(role, rule)
            self.people.remove(person)

    def _holds_same(self, person: Person, wanted: PostSpan) -> bool:
        """Whether ``person`` holds the post, in the same body: one name may only add where the body is."""
        title, body = self._post_text(wanted)
        return any(t == title and b and (body == b or body.startswith(b + " ") or b.startswith(body + " ")) for t, b in person.post_texts)

    def _opens(self, phrase: Phrase, mode: str) -> bool:
        if self._text(phrase.name) in never() or mode in ("headline", "aside"):
            return False
        return phrase.form != "bare" or phrase.weight >= 3.5

    def _text(self, span: tuple[int, int] | None) -> str:
        return self.marks.folded[span[0] : span[1]] if span else ""

    def _open(self, phrase: Phrase) -> Person:
        person = Person(self._text(phrase.name), phrase)
        self.people.append(person)
        self._by_key[person.key] = person
        if person.key.count(" ") == 1 and is_minority_prefix(person.key.split(" ")[0]) and len(self._short) < _MOST_NAMESAKES:
            self._short.append(person)
        words = person.key.split(" ")
        if len(words) > 2 and is_minority_prefix(words[0]):
            self._by_opening.setdefault(" ".join(words[:2]), []).append(person)
        namesakes = self._by_given.setdefault(person.given, [])
        if len(namesakes) < _MOST_NAMESAKES:
            namesakes.append(person)
        return person

    def _find(self, phrase: Phrase) -> Person | None:
        if phrase.name is None:
            return self._by_post(phrase)
        key = self._text(phrase.name)
        if phrase.full:
            known = self._by_key.get(key)
            return known or self._by_tail(key, phrase) or self._by_head(key, phrase) or self._by_typo(key, phrase)
        return self._by_given_name(key, phrase)

    def _by_tail(self, key: str, phrase: Phrase) -> Person | None:
        """The last two syllables of a name already read ("đồng chí Quốc Lâm")."""
        if phrase.syllables != 2:
            return None
        found = [p for p in self._by_given.get(key.rsplit(" ", 1)[-1], []) if p.key.endswith(" " + key) and _agrees(p, phrase)]
        return found[0] if len(found) == 1 else None

    def _by_head(self, key: str, phrase: Phrase) -> Person | None:
        """The first two words of a name that puts the given name before the clan's ("ông Y Thông" for Y Thông Êban)."""
        found = [p for p in self._by_opening.get(key, []) if _agrees(p, phrase)]
        return found[0] if len(found) == 1 else None

    def _by_typo(self, key: str, phrase: Phrase) -> Person | None:
        """A name one letter off, of somebody who holds the same post."""
        if len(self.people) > _MOST_NAMESAKES:
            return None
        if not phrase.posts:
            near = [p for p in self._by_given.get(key.rsplit(" ", 1)[-1], []) if _one_letter_off(p.key, key) and _agrees(p, phrase)]
            return near[0] if len(near) == 1 and near[0].key.split(" ")[1:] == key.split(" ")[1:] else None
        mine = {self._post_text(post) for post in phrase.posts}
        for person in self.people:
            if person.key.count(" ") == key.count(" ") and _one_letter_off(person.key, key) and mine & set(person.post_texts):
                return person
        return None

    def _by_given_name(self, key: str, phrase: Phrase) -> Person | None:
        found = [p for p in self._by_given.get(key, []) if _agrees(p, phrase)]
        if not found:
            found = [p for p in self._short if p.key.split(" ")[0] == key and _agrees(p, phrase)]
        if phrase.posts and len(found) > 1:
            held = [p for p in found if any(self._holds(p, post) for post in phrase.posts)]
            found = held or found
        if not found:
            return None
        return found[0] if len(found) == 1 else max(found, key=lambda p: p.last)

    def _by_post(self, phrase: Phrase) -> Person | None:
        wanted = phrase.posts[-1]
        holders = self._by_title.get(self._text(wanted.title), [])
        found = [p for p in holders if p.key and self._holds(p, wanted) and _agrees(p, phrase)]
        if not found:
            unnamed = [p for p in holders if not p.key and self._holds(p, wanted)]
            return unnamed[0] if unnamed else self._by_short_title(phrase, wanted) or self._by_last_word(phrase, wanted)
        there = [p for p in found if p.roles]
        if len(found) == 1 or len(there) == 1:
            return (there or found)[0]
        recent = max(there or found, key=lambda p: p.last)
        if phrase.start - recent.last < 700:
            return recent
        return None

    def _by_last_word(self, phrase: Phrase, wanted: PostSpan) -> Person | None:
        """ "Chủ tịch HĐND thành phố Lệ": what reads as the end of the body is the name of who holds the post."""
        word = self._text(wanted.organization).rsplit(" ", 1)[-1]
        holders = self._by_title.get(self._text(wanted.title), [])
        named = [person for person in self._by_given.get(word, []) if person in holders and _agrees(person, phrase)]
        return named[0] if len(named) == 1 and self.marks.surface[phrase.end - len(word)].isupper() else None

    def _by_short_title(self, phrase: Phrase, wanted: PostSpan) -> Person | None:
        """ "Phó Thủ tướng" for the one person who is "Phó Thủ tướng Thường trực"."""
        title, body = self._post_text(wanted)
        found = [
            person
            for person in self.people[:_MOST_NAMESAKES]
            if person.key
            and _agrees(person, phrase)
            and any(t.startswith(title + " ") and t[len(title) + 1 :] in _MODIFIERS and (not body or b in ("", body)) for t, b in person.post_texts)
        ]
        return found[0] if len(found) == 1 else None

    def _post_text(self, post: PostSpan) -> tuple[str, str]:
        return self._text(post.title), self._spelled_out(post.organization)

    def _spelled_out(self, span: tuple[int, int] | None) -> str:
        """The folded name of a body with its short forms written out, so that "Bộ LĐ-TB&XH" is the ministry it is."""
        if span is None:
            return ""
        written = self.marks.surface[span[0] : span[1]]
        if written not in self._spelled:
            name = expand_name(written) if any(a.isupper() and b.isupper() for a, b in pairwise(written)) else None
            self._spelled[written] = fold(name or written)
        return self._spelled[written]

    def _holds(self, person: Person, wanted: PostSpan) -> bool:
        title, body = self._post_text(wanted)
        for other_title, other_body in person.post_texts:
            if title != other_title:
                continue
            if not body or not other_body or body == other_body:
                return True
            mine, theirs = set(body.split()), set(other_body.split())
            if mine <= theirs or theirs <= mine:
                return True
        return False

    def _learn(self, person: Person, phrase: Phrase, mode: str) -> None:
        person.phrases.append((phrase, mode))
        person.last = phrase.end
        body = mode in ("body", "headline") and (mode == "body" or person.in_body)
        if mode == "body" and not person.in_body and (phrase.name is not None or not person.posts):
            person.in_body = True
            person.posts, person.post_texts = [], []
        if body or not person.in_body:
            fresh = not person.posts
            for post in phrase.posts if phrase.name is not None or not person.key else ():
                self._add_post(person, post, fresh)
        person.gender = person.gender or phrase.gender

    def _add_post(self, person: Person, post: PostSpan, fresh: bool) -> None:
        """Keep a post unless one like it is known; a fuller wording replaces a shorter one."""
        title, body = self._post_text(post)
        words = set(f"{title} {body}".split())
        for index, (other_title, other_body) in enumerate(person.post_texts):
            known = set(f"{other_title} {other_body}".split())
            if words <= known or (title == other_title and _same_body(body, other_body)):
                return
            if known < words and title == other_title:
                person.posts[index], person.post_texts[index] = post, (title, body)
                return
            if title == other_title and title in _ONE_MINISTRY:
                if len(body) > len(other_body):
                    person.posts[index], person.post_texts[index] = post, (title, body)
                return
        if not fresh and not body and not title.endswith(" ủy viên"):
            return
        person.posts.append(post)
        person.post_texts.append((title, body))
        holders = self._by_title.setdefault(title, [])
        if person not in holders and len(holders) < _MOST_NAMESAKES:
            holders.append(person)


def _same_body(one: str, other: str) -> bool:
    mine, theirs = set(one.split()), set(other.split())
    return mine <= theirs or (bool(mine & theirs) and len(mine ^ theirs) <= 3 and bool(theirs))


def _agrees(person: Person, phrase: Phrase) -> bool:
    return not (person.gender and phrase.gender and person.gender != phrase.gender)


def _one_letter_off(one: str, other: str) -> bool:
    """Whether two folded names differ by one letter (changed, missing or added)."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    head = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        head += 1
    left, right = one[head:], other[head:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:]


def to_party(person: Person) -> Party | None:
    """The attendee an entry amounts to, or None where the text does not say he was there."""
    roles = person.roles if person.roles or (person.in_body and not person.shown) else person.shown
    if not roles:
        return None
    first = min(person.phrases, key=lambda item: item[0].start)[0]
    full = [p for p, _ in person.phrases if p.name is not None and p.syllables > person.key.count(" ")]
    told = [p for p, mode in person.phrases if mode == "body" and p.name is not None and p.syllables > person.key.count(" ")]
    base = min(full, key=lambda p: p.start) if full else first
    span = base.name or (base.start, base.end)
    leads = "chair" in roles or "secretary" in roles
    shown = {role: rule for role, rule in roles.items() if len(roles) == 1 or (rule != "perform" and not (leads and role == "attendee"))}
    ordered = [role for role in _ORDER if role in shown]
    rule = roles[ordered[0]].replace("perform", "predicate")
    party = Party("person", span[0], span[1], posts=list(person.posts), roles=ordered, site=person.site)
    party.honorific = min(told, key=lambda p: p.start).honorific if told else base.honorific
    party.rule = f"attendee.{rule}.{base.form}" if base.form else f"attendee.{rule}"
    party.score = score(person, roles, base)
    party.mentions = sorted({_own_span(p, person) for p, _ in person.phrases})
    return party


def _own_span(phrase: Phrase, person: Person) -> tuple[int, int]:
    """A full name is a mention by itself; a given name or a post with the address before it."""
    if phrase.name is not None and phrase.syllables > person.key.count(" "):
        return phrase.name
    if phrase.name is not None:
        return (phrase.honorific[0] if phrase.honorific else phrase.start, phrase.name[1])
    return phrase.start, phrase.end


def mentions_of(person: Person, party: Party) -> list[Mention]:
    """The whole phrases about ``person``, for those who ask who acts in a sentence."""
    return [Mention(phrase.start, phrase.end, party) for phrase, _ in person.phrases]


def score(person: Person, roles: dict[str, str], base: Phrase) -> float:
    """How sure the attendee is, from the rule that found him and from how he is named."""
    value = 0.93 if any(rule in ("list", "predicate", "perform", "block") for rule in roles.values()) else 0.8
    if base.name is None:
        value = 0.6
    elif base.form == "bare":
        value -= 0.15
    if not person.in_body:
        value -= 0.2
    return round(min(0.98, value + 0.02 * (len(person.phrases) > 1) + 0.02 * bool(person.posts)), 2)
