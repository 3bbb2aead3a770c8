"""Small files of law, in the two formats, for tests that need one of their own."""

from __future__ import annotations

LEGISLATION = "http://www.legislation.gov.uk/namespaces/legislation"
METADATA = "http://www.legislation.gov.uk/namespaces/metadata"


def act(
    body: str,
    *,
    valid: str = "2020-01-01",
    place: str = "ukpga/2014/6",
    part: str = "",
    title: str = "Children and Families Act 2014",
    metadata: str = "",
    after: str = "",
) -> bytes:
    """Return a file of a revised Act with this body, as it stood on a day."""
    return f"""<Legislation xmlns="{LEGISLATION}" xmlns:ukm="{METADATA}" xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:dct="http://purl.org/dc/terms/" IdURI="http://www.legislation.gov.uk/id/{place}" RestrictExtent="E">
      <ukm:Metadata>
        <dc:identifier>http://www.legislation.gov.uk/{place}{part}</dc:identifier><dc:title>{title}</dc:title>
        <dc:language>en</dc:language><dc:modified>2021-02-03</dc:modified><dct:valid>{valid}</dct:valid>
        <ukm:PrimaryMetadata>
          <ukm:DocumentClassification><ukm:DocumentMainType Value="UnitedKingdomPublicGeneralAct"/>
            <ukm:DocumentStatus Value="revised"/></ukm:DocumentClassification>
          <ukm:Year Value="2014"/><ukm:Number Value="6"/><ukm:EnactmentDate Date="2014-03-13"/>{metadata}
        </ukm:PrimaryMetadata>
      </ukm:Metadata>
      <Primary><Body>{body}</Body></Primary>{after}
    </Legislation>""".encode()


def section(number: str, words: str, *, heading: str = "A heading", since: str = "2014-09-01") -> str:
    """Return a section of an Act with one sentence."""
    return (
        f'<P1group RestrictStartDate="{since}"><Title>{heading}</Title><P1 id="section-{number}">'
        f"<Pnumber>{number}</Pnumber><P1para><Text>{words}</Text></P1para></P1></P1group>"
    )
