"""Who does what to whom in a parsed sentence: subjects and objects through passives, control, relative clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from faultlines.extract.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVE: Final = frozenset({"who", "which", "that", "whom"})
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
OBJECT_CONTROL: Final = words("object control")
LIGHT: Final = words("light")
OWN_ACT: Final = words("own act")


def with_conjuncts(token: Token) -> list[Token]:
    """A noun and everything coordinated with it, in the text's order."""
    found, todo = [token], [token]
    while todo:
        for child in todo.pop().children:
            listed = child.dep_ == "appos" and any(g.dep_ == "conj" for g in child.children)
            if (child.dep_ == "conj" or listed) and child.pos_ in NOMINAL:
                found.append(child)
                todo.append(child)
    return sorted(found, key=lambda t: t.i)


def passive(verb: Token) -> bool:
    """Whether the verb's grammatical subject is what the act is done to."""
    if any(c.dep_ in ("nsubjpass", "auxpass", "csubjpass") for c in verb.children):
        return True
    return (verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod")) or (
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and verb.head.tag_ == "VBN"
        and passive(verb.head)
        and not any(c.dep_ in ("nsubj", "aux") for c in verb.children)
    )


def agents(verb: Token) -> list[Token]:
    """By whom a passive is done."""
    return [
        noun
        for child in verb.children
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by" and passive(verb))
        for pobj in child.children
        if pobj.dep_ == "pobj"
        for noun in with_conjuncts(pobj)
    ]


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The heads of who does it; empty where the clause does not say."""
    if depth > 6:
        return []
    if passive(verb):
        return agents(verb)
    return grammatical_subjects(verb, depth)


def grammatical_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The heads of the clause's subject, inherited where the grammar lends it."""
    if depth > 6:
        return []
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    if own:
        return [n for o in own[-1:] for n in (_antecedent(o, verb) or with_conjuncts(o))]
    if any(c.dep_ in ("csubj", "csubjpass", "expl") for c in verb.children):
        return []
    head = verb.head
    if head == verb:
        return []
    match verb.dep_:
        case "conj":
            if head.pos_ in ("VERB", "AUX") or head.dep_ == "ROOT":
                return grammatical_subjects(head, depth + 1)
            return subjects(head, depth + 1) if head.pos_ == "ADJ" else []
        case "xcomp" | "ccomp" | "oprd" | "dep":
            return _controller(verb, head, depth)
        case "advcl":
            return grammatical_subjects(head, depth + 1) if _bare(verb) else []
        case "acl":
            if verb.tag_ == "VBG":
                return with_conjuncts(head)
            return owners(head, depth + 1) if head.lemma_ in OWN_ACT or head.dep_ == "dobj" else with_conjuncts(head)
        case "relcl":
            if any(c.dep_ in ("dobj", "pobj") and c.lower_ in RELATIVE for c in verb.subtree):
                return []
            return with_conjuncts(head) if _bare(verb) is False else owners(head, depth + 1)
        case "pcomp":
            above = head.head
            if above.pos_ in ("VERB", "AUX"):
                if above.lemma_ in _FROM_OBJECT and head.lower_ in ("from", "of", "for", "into", "in"):
                    found = objects(above) or [
                        n for c in above.children if c.lower_ in ("on", "upon") for n in pobjs(c)
                    ]
                    return found or grammatical_subjects(above, depth + 1)
                return grammatical_subjects(above, depth + 1)
            if above.pos_ == "ADJ":
                return grammatical_subjects(above, depth + 1)
            return owners(above, depth + 1)
        case "acomp" | "attr":
            return grammatical_subjects(head, depth + 1)
        case "amod":
            return with_conjuncts(head)
        case _:
            return []


_FROM_OBJECT: Final = words("from object")


def _bare(verb: Token) -> bool:
    """A clause without a subject of its own and without a word that begins a finite one."""
    return verb.tag_ in ("VBG", "VBN", "VB") and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _antecedent(subject: Token, verb: Token) -> list[Token]:
    if subject.lower_ in RELATIVE and verb.dep_ in ("relcl", "ccomp", "acl") and verb.head.pos_ in NOMINAL:
        return _described(verb.head)
    return []


def _described(noun: Token) -> list[Token]:
    """Who a predicate noun describes ("Arland is a country that …"), else the noun with what is coordinated."""
    if noun.dep_ == "attr" and noun.head.lemma_ in ("be", "remain", "become"):
        return grammatical_subjects(noun.head) or with_conjuncts(noun)
    return with_conjuncts(noun)


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    if head.pos_ in ("VERB", "AUX"):
        if head.lemma_ in OBJECT_CONTROL:
            controlled = [c for c in head.children if c.dep_ in ("dobj", "dative", "iobj")]
            controlled += [
                p
                for c in head.children
                if c.dep_ == "prep" and c.lower_ in ("on", "upon", "for", "to", "with")
                for p in pobjs(c)
                if c.i < verb.i
            ]
            if passive(head):
                controlled = [c for c in head.children if c.dep_ == "nsubjpass"]
            if controlled:
                return with_conjuncts(controlled[0])
        return grammatical_subjects(head, depth + 1)
    if head.pos_ == "ADJ":
        return grammatical_subjects(head, depth + 1)
    return owners(head, depth + 1)


def pobjs(preposition: Token) -> list[Token]:
    """What a preposition governs, with everything coordinated; gerunds too."""
    out: list[Token] = []
    for child in preposition.children:
        if child.dep_ == "pobj":
            out += with_conjuncts(child)
        elif child.dep_ == "pcomp":
            out += [child, *(c for c in child.conjuncts if c.pos_ == "VERB")]
        elif child.dep_ == "prep" and not out:
            out += pobjs(child)
    return out


def objects(verb: Token) -> list[Token]:
    """The heads of what a verb acts on: direct object, subject of a passive, antecedent of a relative clause."""
    if passive(verb):
        if verb.dep_ in ("acl", "amod", "relcl") and not any(c.dep_ == "nsubjpass" for c in verb.children):
            return with_conjuncts(verb.head)
        return grammatical_subjects(verb)
    found = [c for c in verb.children if c.dep_ == "dobj"]
    if found:
        first = found[0]
        if first.lower_ in RELATIVE and verb.dep_ == "relcl":
            return with_conjuncts(verb.head)
        return [n for each in found for n in with_conjuncts(each)]  # a list may be parsed as several objects
    own = [c for c in verb.children if "subj" in c.dep_]
    if verb.dep_ == "relcl" and own and not any(c.lower_ in RELATIVE for c in own):
        if all(c.dep_ != "ccomp" for c in verb.children):
            return [verb.head]
        return []
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not passive(verb.head) and verb.i - verb.head.i <= 3:
        return []
    after = [
        c for c in verb.conjuncts if c.pos_ == "VERB" and c.i > verb.i and c.i - verb.i <= 3 and c.tag_ == verb.tag_
    ]
    return objects(after[0]) if after and not any(c.dep_ in ("prep", "ccomp", "xcomp") for c in verb.children) else []


def owners(noun: Token, depth: int = 0) -> list[Token]:
    """Whose act or attitude a noun names: possessor, demonym, "by", "of", "from", or who does it in a light verb."""
    out: list[Token] = []
    for child in noun.children:
        if child.dep_ == "poss" or (child.dep_ in ("amod", "compound", "nmod") and child.pos_ in ("PROPN", "ADJ")):
            out += [child, *(c for c in child.children if c.dep_ == "conj")]
        elif child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "among", "between", "of"):
            out += pobjs(child)
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            out += agents(child)
    for child in noun.children:
        if child.dep_ == "relcl" and child.lemma_ in LIGHT | {"commit", "impose"} and noun in objects(child):
            out += grammatical_subjects(child, depth + 1)
    if noun.dep_ in ("dobj", "attr", "pobj", "conj") and depth < 6:
        verb = noun.head
        while verb.dep_ == "conj" and verb.pos_ == "NOUN":
            verb = verb.head
        if verb.pos_ == "ADP":
            preposition, verb = verb, verb.head
            if preposition.lower_ == "in" and not out:  # "in consultation with", "in violation of"
                return owners(verb, depth + 1) if verb.pos_ == "NOUN" else subjects(clause_head(verb), depth + 1)
            if verb.lemma_ not in _INTO:
                return out
        if verb.pos_ in ("VERB", "AUX") and (verb.lemma_ in LIGHT or (not out and noun.lemma_ in OWN_ACT)):
            out += subjects(verb, depth + 1)
    return out


_INTO: Final = words("into")


def clause_head(token: Token) -> Token:
    """The verb (or other head) of the clause that a token stands in."""
    while token.head != token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token
