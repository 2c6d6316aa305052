#!/usr/bin/env python3
"""Writes `src/lookalike/table.rs`: which letter a look-alike stands for.

    python3 tables/lookalikes.py confusables.txt > src/lookalike/table.rs
    rustfmt --edition 2024 src/lookalike/table.rs

`confusables.txt` is the file of Unicode Technical Standard #39, from
https://www.unicode.org/Public/security/ (Unicode licence v3,
https://www.unicode.org/license.txt). It is read here and not kept: the table
holds our own filtered selection. Run from `crates/vitext`.

Four sources, the first that knows a character decides:

1. `OWN` below: rows written by hand, each group with its reason.
2. Compatibility decomposition (NFKC): full-width, mathematical, circled,
   superscript letters and digits.
3. Canonical decomposition: letters under marks that are not Vietnamese. The
   tone and the hat stay where a Vietnamese letter can bear them.
4. `confusables.txt`: what is drawn like one letter a to z, for the scripts of
   `SCRIPTS` only.
"""

import re
import sys
import unicodedata as ud

VOWELS = "aăâeêioôơuưy"
TONES = "\u0300\u0301\u0309\u0303\u0323"
QUALITIES = "\u0302\u0306\u031b"
ALPHABET = set("abcdefghijklmnopqrstuvwxyzăâđêôơư")
VIETNAMESE = {
    ud.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ["", *TONES]
} | {"đ"}
VIETNAMESE |= {c.upper() for c in VIETNAMESE}
LETTERS = ALPHABET | {c for c in VIETNAMESE if c == c.lower()}

# Marks that look like a Vietnamese one over the letters it stands on. From
# confusables.txt: caron like breve, inverted breve like circumflex, Greek
# perispomeni like tilde.
LIKE_MARKS = {"\u030c": "\u0306", "\u0311": "\u0302", "\u0342": "\u0303"}

# The other letter that a foreign mark may be meant to give: by eye.
ALSO_MARKED = {
    ("d", None): "đ",  # ď ḋ ḏ ḑ ḓ: something added to a d
    ("e", "\u0306"): "ê",  # ĕ ě
    ("o", "\u0306"): "ô",  # ŏ ǒ
    ("u", "\u0306"): "ư",  # ŭ ǔ
    ("o", "\u030b"): "ơ",  # ő
    ("u", "\u030b"): "ư",  # ű
    ("u", "\u030a"): "ư",  # ů
    ("u", "\u031b"): "ư",
}

# Scripts in which a run of text on a Vietnamese page is a disguise rather than
# a language: no Arabic, Hebrew, Indic, Thai, Khmer, Ethiopic.
SCRIPTS = {
    "LATIN": None, "CYRILLIC": "Cyrillic", "GREEK": "Greek",
    **dict.fromkeys(
        "ARMENIAN CHEROKEE COPTIC LISU CANADIAN GEORGIAN DESERET TIFINAGH RUNIC "
        "OLD LYCIAN CARIAN ELBASAN WARANG OSAGE MIAO BAMUM".split(), "OtherScript"),
}

OWN = []  # (style, {source: "letter" or "letter also"})


def own(style, rows):
    """Adds rows written "source letter[also]", split at white space."""
    for row in rows.split():
        OWN.append((row[0], row[1], row[2:] or None, style))


# Small capitals of the IPA and Phonetic Extensions blocks, as every generator
# of "fancy text" writes them; ғ, ǫ and x stand in for the missing F, Q, X.
own("SmallCapital", "ᴀa ʙb ᴄc ᴅd ᴆđ ᴇe ꜰf ɢg ʛg ʜh ɪi ᴊj ᴋk ʟl ᴌl ᴍm ɴn ᴏo ᴘp "
    "ꞯq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ᴃb ᴎnu ᴙr ᴚr ᴐoc ᴑo ᴓo ᴝu ᴟm ᴣz")

# Latin letters with bars, hooks, tails and curls, and those of the IPA, by
# the look. A bar through the d is đ, any other addition may be meant for it.
own("Phonetic", "ðđ Ðđ ɖđ Ɖđ ƌđd Ƌđd ᵭđ ɗdđ Ɗdđ ȡdđ ᶁdđ ᶑdđ ꝺdđ ꟈdđ")
own("Phonetic", "ɑa ɐa ɒa ⱥa Ⱥa ⱯA Ɑa Ɒa ɡg ɠg Ɠg ǥg Ǥg Ɡg ıi ɩil Ɩil ɨi Ɨi ᵼi ᵻi "
    "ʋuv Ʋuv ᶌvy ⱱv ʌav Ʌav ɓb Ɓb ƀb Ƀb ƃb Ƃb ƅb Ƅb ᵬb ᶀb ƈc Ƈc ȼc Ȼc ɕc ↄc Ↄc ɔoc Ɔoc "
    "əea Əea ɘe ɛe Ɛe ɜe Ɜe ǝe Ǝe ɞe ɚe ɝe ɇe Ɇe ⱸe ꬲe ꬳe ƒf Ƒf ᵮf ᶂf ꞙf ɟjf ʄf "
    "ɦh ħh Ħh ɧh ɥhu Ɥhu ⱨh Ⱨh Ⱶh ⱶh ʝj ɉj Ɉj ȷj Ʝj ƙk Ƙk ⱪk Ⱪk ʞk Ʞk ꝁk Ꝁk ᶄk "
    "łl Łl ƚl Ƚl ɫl ɬl Ɬl ɭl ⱡl Ⱡl ȴl ᶅl ꝉl ɱm Ɱm ᵯm ᶆm ɯum Ɯwm ɰum "
    "ŋn Ŋn ƞn Ƞn ɲn Ɲn ɳn ȵn ᵰn ᶇn ꞑn Ꞑn \u0149n øo Øo ɵo Ɵo ɤou ⱺo ꝋo Ꝋo ꬽo ꬾo ƥp Ƥp ᵽp Ᵽp ᶈp "
    "þpb Þpb ƿp ꝑp Ꝑp ʠq ɋq Ɋq ꝗq ɍr Ɍr ɹr ɺr ɻr ɼr ɽr Ɽr ɾr ɿr ᵲr ᶉr ʁr Ʀr "
    "ßbs ẞbs ʂs ᵴs ᶊs ȿs Ȿs ƨs Ƨs ƽs Ƽs ſsf ẛsf ẜsf ẝsf ʃsf Ʃse ʅsl ŧt Ŧt ƫt ƭt Ƭt ʈt Ʈt ʇt ᵵt ⱦt "
    "ʉu Ʉu ᵾu ᶙu ʊuo Ʊuo ʯhu ⱳw Ⱳw ʍwm ƕh ᶍx ꭓx Ꭓx ʎy ɏy Ɏy ƴy Ƴy ɣyv Ɣyv ỿy Ỿy ꭚy "
    "ƶz Ƶz ʐz ʑz ʒz Ʒz ȥz Ȥz ɀz Ɀz ⱬz Ⱬz ᵶz ᶎz ƹz ǀli ꭇr ꭈr ꭎu ꭒu ꞟu")
# Vietnamese by its drawing: the o of Sinological notation has our horn.
own("Phonetic", "ꭴơ")
# Signs that are drawn as letters and that Vietnamese text has hardly else: the
# dong, the partial derivative, and the currencies of "fancy text". The money
# of every day ($ € £ ¥ ¢) is left out: it stands beside sums, and reading it
# as a letter belongs to leet.
own("Other", "₫đ ∂dđ ₳a ฿b ₵c ₣f ₲g ₭k ₥m ₦n ₱p ₴s ₮t ₩w")
own("Other", "\u212ak")  # the sign of the kelvin, canonically a K

# Cyrillic as a reader of Latin sees it, small letters by their upright and
# cursive shapes: и is a u in cursive and a mirrored N, н is a small capital H.
own("Cyrillic", "аa Аa бb Бb вb Вb гr Гr ґr Ґr дda Дad еe Еe жxk Жxk зz Зz иun Иnu йun Йnu "
    "іi Іil їi Їi јj Јj кk Кk лnl Лln мm Мm нhn Нhn оo Оo пn Пn рp Рp сc Сc тt Тt "
    "уy Уy фfo Фfo хx Хx цuc Цuc чy Чy шwm Шwm щwm Щwm ъb Ъb ьb Ьb эe Эe яr Яr "
    "ђhđ Ђhđ ћh Ћh џu Џu ѓr Ѓr ќk Ќk ѕs Ѕs єe Єe ҽe ҿe һh Һh ԁd Ԁd ԛq Ԛq ԝw Ԝw "
    "ѵv Ѵv ѡw Ѡw ѳo Ѳo өo Өo ӨO әea Әea ӏli Ӏli ғfr Ғfr ҕb ҝk Ҝk қk Ққ ҟk Ҟk ҡk Ҡk ӄk Ӄk "
    "ңhn Ңhn ӊhn Ӊhn ӈhn Ӈhn ҥhn Ҥhn ҩq ҫc Ҫc ҭt Ҭt үy Үy ұy Ұy ҳx Ҳx ҷy Ҷy ҹy Ҹy ҍb Ҍb ѣb Ѣb "
    "ӎm Ӎm ӻfr Ӻfr ӽx Ӽx ԍg Ԍg ԏt Ԏt ԑe Ԑe ԓnl Ԓln ԟk Ԟk ԡnl ԣhn Ԣhn ԥn Ԥn ԧh Ԧh ԩhn ԯnl ꙇi Ꙇi")

# Greek as a reader of Latin sees it, with the sound as the second reading.
own("Greek", "αa Αa βb Βb ϐb γyg Γr δdđ Δad εe Εe ϵe ζz Ζz ηn Ηh θo Θo ϑo ϴo ιi Ιil κk Κk ϰk "
    "λal Λa μum Μm µum νvn Νn ξe Ξe οo Οo πnp Πnp ϖw ρp Ρp ϱp σos ςcs Σes ϲc Ϲc τt Τt υuy Υyu ϒy "
    "φop Φop ϕop χx Χx ψyu Ψyu ωw Ωo ϳj Ϳj ϝf Ϝf ϙq Ϙq ϸp Ϸp ϻm Ϻm ϐb Ω"
    "o ᴦr ᴧa ᴨn ᴩp")

# Canadian syllabics, Cherokee, Armenian and Georgian of the same generators,
# where confusables.txt has no row.
own("OtherScript", "ᗩa ᗷb ᑕc ᗪd ᕮe ᖴf ᘜg ᕼh ᒍj ᒪl ᗰm ᑎn ᑭp ᑫq ᖇr ᔕs ᑌu ᐯv ᗯw ᐱa ᗝo ᑯd ᑲb "
    "Ꮖi Ꮆg Ꮠh Ꮜu Ᏸb Ꮛe Ꮄx ყy")
# Han and bopomofo signs of the same generators. The vowels among them are no
# words of running Chinese, so that Chinese text gives no syllables.
own("Other", "卂a 乃b 匚c 乇e 千f 卄h 丨il 爪m 几n 卩p 尺r 丂s 山w 乂x 乙z ㄥl ㄖo ㄒt ㄩu ㄚy")


def own_runs():
    """Runs of letters that have no decomposition."""
    for first, style in [
        (0x1F150, "Enclosed"),  # negative circled
        (0x1F170, "Enclosed"),  # negative squared
        (0x1F1E6, "RegionalIndicator"),
        (0x1CCD6, "Other"),  # outlined capitals, Unicode 16
    ]:
        for i in range(26):
            yield chr(first + i), chr(97 + i), None, style
    for first in [0x249C]:  # parenthesised small letters; NFKC gives three
        for i in range(26):
            yield chr(first + i), chr(97 + i), None, "Enclosed"
    for i in range(26):  # parenthesised capitals
        yield chr(0x1F110 + i), chr(97 + i), None, "Enclosed"
    for first, digit, count in [
        (0x2474, 1, 9),  # parenthesised
        (0x2488, 1, 9),  # with a full stop
        (0x24F5, 1, 9),  # double circled
        (0x2776, 1, 9),  # dingbat negative circled
        (0x2780, 1, 9),  # dingbat circled sans-serif
        (0x278A, 1, 9),  # dingbat negative circled sans-serif
    ]:
        for i in range(count):
            yield chr(first + i), chr(48 + digit + i), None, "Enclosed"
    yield "\u24ff", "0", None, "Enclosed"
    yield "\U0001f10b", "0", None, "Enclosed"
    yield "\U0001f10c", "0", None, "Enclosed"
    for i in range(10):  # outlined digits, Unicode 16
        yield chr(0x1CCF0 + i), chr(48 + i), None, "Other"


def marked(base, marks):
    """Puts a letter and those of its marks that Vietnamese knows together."""
    marks = [LIKE_MARKS.get(mark, mark) for mark in marks]
    letter = base
    for wanted in (QUALITIES, TONES):
        for mark in marks:
            if mark in wanted:
                more = ud.normalize("NFC", letter + mark)
                if more in LETTERS:
                    letter = more
                    break
    also = ALSO_MARKED.get((base, None))
    for mark in marks:
        also = also or ALSO_MARKED.get((base, mark))
    return letter, also if also != letter else None


def nfkc_style(c):
    tag = ud.decomposition(c).split(">")[0].lstrip("<")
    name = ud.name(c, "")
    if tag in ("wide", "narrow") or name.startswith("FULLWIDTH"):
        return "FullWidth"
    if tag in ("super", "sub"):
        return "Superscript"
    if tag in ("circle", "square") or "CIRCLED" in name or "PARENTHESIZED" in name:
        return "Enclosed"
    if tag == "font":
        return "Mathematical"
    return "Other"


def confusables(path):
    version, rows = "?", {}
    with open(path, encoding="utf-8-sig") as lines:
        for line in lines:
            if line.startswith("# Version:"):
                version = line.split(":")[1].strip()
            fields = [field.strip() for field in line.split("#")[0].split(";")]
            if len(fields) != 3 or " " in fields[0]:
                continue
            source = chr(int(fields[0], 16))
            target = "".join(chr(int(code, 16)) for code in fields[1].split())
            decomposed = ud.normalize("NFD", target)
            if re.fullmatch(r"[A-Za-z][\u0300-\u036f]*", decomposed):
                rows[source] = (decomposed[0], decomposed[1:])
    return version, rows


def table(rows_of_confusables):
    found = {}

    def put(source, letter, also, style):
        if source.isascii() or source in VIETNAMESE or source in found:
            return
        if letter not in LETTERS and letter not in "0123456789":
            return
        found[source] = (letter, also if also != letter else None, style)

    for source, letter, also, style in OWN:
        put(source, letter.lower(), also, style)
    for source, letter, also, style in own_runs():
        put(source, letter, also, style)

    everything = [chr(code) for code in range(0x80, 0x20000) if ud.category(chr(code))[0] != "C"]
    for c in everything:
        nfkc = ud.normalize("NFKC", c)
        if ud.normalize("NFC", c) != nfkc and len(nfkc) == 1:
            low = nfkc.lower()
            if low in LETTERS or low in "0123456789":
                put(c, low, None, nfkc_style(c))
            elif low in found:  # mathematical Greek, and the like
                letter, also, _ = found[low]
                put(c, letter, also, nfkc_style(c))
    for source, (base, marks) in rows_of_confusables.items():
        name = ud.name(source, "?")
        script = name.split()[0]
        if ud.category(source) not in ("Lu", "Ll", "Lo", "Lt", "Nl"):
            continue
        if ud.decomposition(source) or script not in SCRIPTS or source in found:
            continue
        letter, also = marked(base.lower(), [])
        # A lone upright stroke is an l or a capital I; what is drawn like a
        # capital L is neither.
        also = "i" if base == "l" and not marks else also
        put(source, letter, also, SCRIPTS[script] or "Phonetic")
    for c in everything:
        decomposed = ud.normalize("NFD", c)
        if decomposed != c and decomposed in found:
            put(c, *found[decomposed])
        if len(decomposed) < 2 or not all(ud.combining(m) for m in decomposed[1:]):
            continue
        base, marks = decomposed[0], list(decomposed[1:])
        if base.isascii() and base.isalpha():
            letter, also = marked(base.lower(), marks)
            put(c, letter, also, "ForeignMark")
        elif base in found:
            letter, also, style = found[base]
            # й is и under a breve and no more; tones stay on both readings.
            marks = [m for m in marks if m != "\u0306"]
            letter, _ = marked(letter, marks)
            also = also and marked(also, marks)[0]
            put(c, letter, also, style)
    return found


def runs(found):
    """Joins characters in a row that stand for letters in a row."""
    joined = []
    for source in sorted(found):
        letter, also, style = found[source]
        if joined:
            first, last, start, last_also, last_style = joined[-1]
            length = ord(last) - ord(first) + 1
            if (
                ord(source) == ord(last) + 1
                and also is None
                and last_also is None
                and style == last_style
                and letter.isascii()
                and start.isascii()
                and ord(letter) == ord(start) + length
            ):
                joined[-1] = (first, source, start, None, style)
                continue
        joined.append((source, source, letter, also, style))
    return joined


def literal(c):
    """A character as Rust writes it, by its code where fonts have it rarely."""
    if ord(c) < 0x250 or 0x370 <= ord(c) < 0x530:
        return f"'{c}'"
    return f"'\\u{{{ord(c):X}}}'"


def main():
    version, rows = confusables(sys.argv[1])
    found = table(rows)
    joined = runs(found)
    out = sys.stdout.write
    out("//! The table behind [`lookalike`](super::lookalike).\n//!\n")
    out("//! Written by `tables/lookalikes.py`; change that file, not this one.\n")
    out("//!\n//! Source: Unicode Character Database / UTS #39 `confusables.txt`, version\n")
    out(f"//! {version}, filtered to single letters of the Vietnamese alphabet (its script\n")
    out("//! list is in the generator); decompositions of the Unicode Character Database\n")
    out(f"//! {ud.unidata_version}; rows of our own, with their reasons, in the generator.\n")
    out("//! Unicode data files: © Unicode, Inc., Unicode licence v3,\n")
    out("//! <https://www.unicode.org/license.txt>.\n//!\n")
    out(f"//! {len(found)} characters in {len(joined)} rows.\n\n")
    out("use super::Row;\nuse super::Style::*;\n\n")
    out("/// Sorted by the first character; rows do not overlap.\n")
    out(f"pub(super) static ROWS: [Row; {len(joined)}] = [\n")
    for first, last, letter, also, style in joined:
        seen = first if first == last else f"{first}–{last}"
        if ud.combining(first) or not first.isprintable():
            seen = f"U+{ord(first):04X}"
        if first == last and also:
            call = f"two({literal(first)}, '{letter}', '{also}', {style})"
        elif first == last:
            call = f"one({literal(first)}, '{letter}', {style})"
        else:
            call = f"run({literal(first)}, {literal(last)}, '{letter}', {style})"
        comment = "" if literal(first)[1] != "\\" else f" // {seen}"
        out(f"    Row::{call},{comment}\n")
    out("];\n")


main()
