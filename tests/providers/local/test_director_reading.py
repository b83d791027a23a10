"""What the director makes of a prompt: kind, hero, place, time, brand, language; and the grammar of what it writes."""

import re

import pytest

from vidpipe.library.lexicon import GROUPS, LANGUAGES, lexicon, lines, stage, topics, words
from vidpipe.library.visual import spot, visual
from vidpipe.providers.local.director import write_brief
from vidpipe.providers.local.director.grammar import Slots, definite, indefinite
from vidpipe.providers.local.director.lines import holds
from vidpipe.providers.local.director.reading import read
from vidpipe.providers.local.director.shots import nearest, reads_setting
from vidpipe.providers.local.director.text import headline, shortened, trimmed, word_count
from vidpipe.providers.local.director.tongue import detect

LEAST = {"en": 350, "es": 250, "fr": 250}


@pytest.mark.parametrize(
    ("prompt", "kind", "hero", "places", "time", "weather"),
    [
        ("A cat exploring Tokyo at night", "story", "cat", ("tokyo",), "night", ""),
        ("two dogs lost in the snow", "story", "dog", (), "", "snow"),
        ("Un gato negro explora París bajo la lluvia", "story", "cat", ("paris",), "", "rain"),
        ("Un renard dans la forêt à l'aube", "story", "fox", ("forest",), "dawn", ""),
        ("30 second ad for Aurora, a steel water bottle for trail runners", "ad", "bottle", (), "", ""),
        ("An astronaut plants a seed on Mars", "story", "astronaut", ("mars",), "", ""),
        ("How does photosynthesis work?", "explainer", None, (), "", ""),
        ("A lighthouse keeper befriends a whale", "story", "man", (), "", ""),
    ],
)
def test_prompt_is_understood(prompt, kind, hero, places, time, weather):
    seen = read(prompt)
    assert seen.kind is not None
    assert seen.kind.value == kind
    assert (seen.hero.key if seen.hero else None) == hero
    assert (seen.places, seen.time, seen.weather) == (places, time, weather)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A cat at night", "en"),
        ("Un gato en la noche", "es"),
        ("Un chat dans la nuit", "fr"),
        ("Ein Fuchs im Wald bei Nacht", "de"),
        ("猫が歩く", "ja"),
        ("一只猫", "zh"),
        ("кот", "ru"),
        ("قطة", "ar"),
        ("고양이", "ko"),
        ("", "und"),
        ("🐱", "und"),
    ],
)
def test_language_is_told_apart(text, language):
    assert detect(text) == language


def test_asked_language_decides_titles_and_lines():
    brief = write_brief({"prompt": "A cat exploring Tokyo at night", "language": "es", "seed": 1})
    assert brief["language"] == "es"
    assert "gat" in brief["subject"]


@pytest.mark.parametrize(
    ("prompt", "brand"),
    [
        ("30 second ad for Aurora, a steel water bottle", "Aurora"),
        ('Ad for our coffee brand "Slow Hill"', "Slow Hill"),
        ("Our new app Tally keeps your receipts", "Tally"),
        ("Anuncio para Brasa, un café", "Brasa"),
        ("Une publicité pour Lumen, une lampe", "Lumen"),
        ("ad for running shoes", ""),
        ("An ad for a bakery in Paris", ""),
    ],
)
def test_brand_is_what_is_coined_and_nothing_else(prompt, brand):
    assert read(prompt).brand == brand


def test_slogan_claims_and_call_are_taken_from_the_prompt():
    seen = read(
        'Ad for Vela, a lamp. Slogan: "Stay a little longer". It charges by sunlight, lasts 30 hours. '
        "CTA: Order at vela.com"
    )
    assert seen.slogan == "Stay a little longer"
    assert "Lasts 30 hours" in seen.features
    assert "Charges by sunlight" in seen.features
    assert seen.address == "vela.com"
    assert seen.call.startswith("Order at vela")


def test_titles_are_not_the_prompt():
    for seed in range(6):
        title = write_brief({"prompt": "A cat exploring Tokyo at night", "seed": seed})["title"]
        assert title != "A cat exploring Tokyo at night"
        assert title == headline(title)
        assert len(title) <= 60
    assert write_brief({"prompt": "How does photosynthesis work?"})["title"] == "How Photosynthesis Works"
    assert write_brief({"prompt": "Why is the sky blue?"})["title"] == "Why Is the Sky Blue?"
    assert write_brief({"prompt": "¿Cómo funciona la fotosíntesis?"})["title"] == "¿Cómo funciona la fotosíntesis?"


def test_a_given_title_is_kept():
    assert write_brief({"prompt": "a cat", "title": "My own title"})["title"] == "My own title"


@pytest.mark.parametrize("prompt", ["猫が夜の東京を歩く", "кот гуляет ночью", "قطة في المدينة"])
def test_other_scripts_keep_their_own_words(prompt):
    brief = write_brief({"prompt": prompt})
    assert brief["title"].lower() in prompt.lower()
    assert brief["messages"] == []


@pytest.mark.parametrize(
    ("prompt", "some", "the"),
    [
        ("an old umbrella waits", "an old umbrella", "the umbrella"),
        ("a unicorn in the forest", "a unicorn", "the unicorn"),
        ("two dogs run", "two dogs", "the dogs"),
        ("una gata negra duerme", "una gata negra", "la gata"),
        ("un águila vuela", "un águila", "el águila"),
        ("une étoile tombe", "une étoile", "l'étoile"),
        ("un hibou dans la nuit", "un hibou", "le hibou"),
        ("des amis dansent", "des amis", "les amis"),
    ],
)
def test_articles(prompt, some, the):
    hero = read(prompt).hero
    assert hero is not None
    assert (indefinite(hero), definite(hero)) == (some, the)


def test_lines_agree_in_number_and_gender():
    slots = Slots({"The": "Las gatas"}, plural=True, feminine=True)
    assert slots.fill("{The} [duerme|duermen], cansad<o|a|os|as>.") == "Las gatas duermen, cansadas."
    assert Slots({"the": "el gato"}).fill("El camino de {the} [duerme|duermen].") == "El camino del gato duerme."
    assert Slots({}).fill("{Missing} thing") == ""


def test_conditions_of_lines():
    assert holds("city night", {"city", "night", "rain"}) == 2
    assert holds("sea/lake !rain", {"lake"}) == 2
    assert holds("sea/lake !rain", {"lake", "rain"}) is None
    assert holds("", set()) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_lexicon_is_rich_and_every_subject_is_one_the_painter_knows(language):
    known = lexicon(language)
    entries = sum(len(phrases) for group in GROUPS for phrases in known.index[group].values())
    assert entries >= LEAST[language]
    for key in known.nouns:
        who = re.split(" with | on ", key)[0]
        assert len(spot(who, "subjects")) == 1, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_the_bank_fills_and_is_short(language):
    names = (
        "A a The the It it its them B b The_b the_b place Place in_place brand product Product a_product A_product "
        "slogan audience topic Topic question"
    )
    for plural in (False, True):
        slots = Slots(dict.fromkeys(names.split(), "X"), plural=plural)
        for kind in ("story", "ad", "explainer", "titles"):
            for voice, listed in lines(language)[kind].items():
                for _, template in listed:
                    text = slots.fill(template)
                    assert 0 < word_count(text) <= 13, (voice, template)
                    assert not any(sign in text for sign in "{}[]<>|"), (voice, template)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_stands_twice_in_the_bank(language):
    templates = [
        template for voice, listed in lines(language)["story"].items() if voice != "look" for _, template in listed
    ]
    assert len(set(templates)) == len(templates)


def test_every_spot_is_in_its_own_setting_and_shows_nobody():
    for setting, spots in stage()["spots"].items():
        for text in spots:
            text = text.replace("{room}", "living room")
            modest = setting in ("sky", "stage", "station") and not reads_setting(text)
            assert modest or nearest(reads_setting(text)) == nearest(setting), text
            where = [(one.at, one.length) for one in spot(text, "settings")]
            extra = [
                one
                for one in spot(text, "subjects")
                if (one.at, one.length) not in where
                and one.id not in ("sun", "moon", "star", "cloud", "tower", "bridge")
                and not any(place.at <= one.at < place.at + place.length for place in spot(text, "places"))
            ]
            assert not [one for one in extra if not any(at <= one.at < at + length for at, length in where)], text


def test_known_topics_have_pictures_and_words_in_every_language():
    for name, topic in topics().items():
        points = len(topic["en"]) - 2
        assert len(topic["shows"]) == len(topic["settings"]) == points + 2, name
        for language in LANGUAGES:
            assert len(topic[language]) == points + 2, (name, language)
            assert all(" | " in point for point in topic[language][1:-1]), name
        assert all(setting in visual().settings for setting in topic["settings"]), name
        assert all(spot(shown, "subjects") for shown in topic["shows"]), name


def test_trimming_never_breaks_a_word():
    assert trimmed("A short line.", 5) == "A short line."
    assert trimmed("She walks along the river until the morning comes back", 6) == "She walks along the river."
    assert shortened("A very long title that goes on", 12) == "A very long…"
    assert words("l'étoile")[1].folded == "etoile"
