"""What a reply quotes is heard once: lost neither with the first mail, nor counted twice beside it."""

from __future__ import annotations

from contract_lens.assess import assess_deal
from contract_lens.pipeline import analyze_document
from contract_lens.read import read_bytes

AGREEMENT = b"""SERVICES AGREEMENT

This Services Agreement is made between Harrow Vale Ltd ("Provider") and Tindle plc ("Customer").

1. Services. Provider shall perform the services in Schedule 1.

2. Fees. Customer shall pay each invoice within thirty days.
"""

THREAT = "Either you drop the price by Friday or we take the work to somebody else."

REPLY = f"""From: Ann Ode <ann@harrow-vale.example>
To: Bo Ek <bo@tindle.example>
Date: Fri, 14 Mar 2025 09:00:00 +0000
Subject: Re: Price

Dear Bo,

The rota for April is attached.

Ann

On Thu, 13 Mar 2025 at 17:48, Bo Ek wrote:

> {THREAT}
"""

FIRST = f"""From: Bo Ek <bo@tindle.example>
To: Ann Ode <ann@harrow-vale.example>
Date: Thu, 13 Mar 2025 17:48:02 +0000
Subject: Price

{THREAT}
"""


def voices_of(**mails: str) -> dict[str, int]:
    rows = [analyze_document(read_bytes(AGREEMENT, name="agreement.txt"))]
    rows += [analyze_document(read_bytes(mail.encode(), name=f"{name}.eml")) for name, mail in mails.items()]
    return {voice.name: voice.utterances for voice in assess_deal("deal", rows).voices}


def test_a_quoted_threat_is_heard_when_only_the_reply_is_kept() -> None:
    assert voices_of(reply=REPLY)["Bo Ek"] == 1


def test_it_is_heard_once_when_both_mails_are_there() -> None:
    assert voices_of(reply=REPLY, first=FIRST)["Bo Ek"] == 1
