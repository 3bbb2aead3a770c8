from argparse import Namespace
from urllib.parse import urlsplit

from django.test import Client

from trigpoint.people import commands, queries
from trigpoint.people.roles import Role
from trigpoint.platform import clock


def test_a_link_is_printed_that_signs_in_once(client: Client, a_person, capsys):
    a_person("Asha Rahman", email="asha@school.example")

    assert commands.sign_in_link(Namespace(email="ASHA@school.example", site="https://senco.example/")) == 0
    printed = capsys.readouterr()
    link = urlsplit(printed.out.strip())
    assert (link.scheme, link.netloc) == ("https", "senco.example")
    assert "once, for 20 minutes" in printed.err

    assert client.post(link.path).status_code == 302
    assert client.get("/account/").status_code == 200


def test_without_the_address_of_the_site_the_settings_tell_it(a_person, capsys, settings):
    a_person("Asha Rahman", email="asha@school.example")
    settings.ALLOWED_HOSTS = [".example", "senco.example"]

    commands.sign_in_link(Namespace(email="asha@school.example", site=""))

    assert capsys.readouterr().out.startswith("https://senco.example/sign-in/link/")


def test_an_address_that_nobody_has_is_said(db, capsys):
    assert commands.sign_in_link(Namespace(email="nobody@school.example", site="")) == 1
    assert "Nobody with an open account has the e-mail address nobody@school.example" in capsys.readouterr().err


def test_the_first_administrator_comes_in_by_a_command(db, capsys):
    assert commands.make_administrator(Namespace(email="ada@school.example", name="")) == 1
    assert "Give --name too" in capsys.readouterr().err

    assert commands.make_administrator(Namespace(email="ada@school.example", name="Ada North")) == 0
    ada = queries.person_with_email("ada@school.example")
    assert ada
    assert [row.role for row in queries.roles_of(ada.key, clock.today())] == [Role.ADMINISTRATOR]

    assert commands.make_administrator(Namespace(email="ada@school.example", name="")) == 1
    assert "holds this role already" in capsys.readouterr().err
