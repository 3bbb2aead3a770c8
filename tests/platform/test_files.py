"""The store of files, in a folder and in an S3-compatible store, by the same code."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from trigpoint.platform import files
from trigpoint.web.environment import SettingError
from trigpoint.web.stores import store_from


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.localhost)])
def _a_store(request, tmp_path, settings, monkeypatch):
    settings.INCOMING = tmp_path / "incoming"
    if request.param == "folder":
        settings.STORAGES = {**settings.STORAGES, "kept": store_from("", folder=tmp_path / "files")}
        yield
        return
    boto3 = pytest.importorskip("boto3")
    server = pytest.importorskip("moto.server").ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    for name, value in (
        ("ACCESS_KEY_ID", "testing"),
        ("SECRET_ACCESS_KEY", "testing"),
        ("EC2_METADATA_DISABLED", "true"),
    ):
        monkeypatch.setenv(f"AWS_{name}", value)
    server.start()
    try:
        host, port = server.get_host_and_port()
        address = f"http://{host}:{port}"
        boto3.client("s3", endpoint_url=address, region_name="us-east-1").create_bucket(Bucket="evidence")
        url = f"s3://evidence/portfolios?endpoint={address}&region=us-east-1"
        settings.STORAGES = {**settings.STORAGES, "kept": store_from(url, folder=tmp_path)}
        yield
    finally:
        server.stop()


@pytest.mark.usefixtures("_a_store")
def test_a_file_goes_in_comes_out_and_goes_away(tmp_path):
    path, out = tmp_path / "a", tmp_path / "b"
    path.write_bytes(b"words " * 100_000)
    kept = files.keep(path, folder="pieces/v_1")
    assert kept == files.keep(path, folder="pieces/v_1")
    assert (kept.name, kept.size) == (f"pieces/v_1/{kept.sha256}", 600_000)
    assert max(map(len, files.read(kept.name))) <= files.PIECE
    files.copy_out(kept.name, out)
    assert out.read_bytes() == path.read_bytes()
    files.remove(kept.name)
    files.remove(kept.name)

    with pytest.raises(FileNotFoundError):
        list(files.read(kept.name))


@pytest.mark.usefixtures("_a_store")
def test_parts_go_on_where_the_last_one_ended_and_what_came_before_a_break_stays():
    class Broken(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise ConnectionResetError
            return super().read(size)

    with pytest.raises(ConnectionResetError):
        files.add_to("u_1", offset=0, source=Broken(b"x" * 100_000), most=200_000)
    have = files.have("u_1")
    assert have == files.PIECE
    with pytest.raises(files.OffsetError) as error:
        files.add_to("u_1", offset=0, source=io.BytesIO(b"y"), most=200_000)
    assert error.value.have == have
    assert files.add_to("u_1", offset=have, source=io.BytesIO(b"y" * 10), most=200_000) == have + 10
    assert files.drop_older(timedelta(days=1)) == 0
    files.drop("u_1")
    assert files.have("u_1") == 0


@pytest.mark.parametrize("url", ["ftp://a/b", "s3://", "s3://key:secret@bucket", "s3://bucket?secret=x", "bucket"])
def test_an_address_of_a_store_that_cannot_be_read_is_refused_without_being_repeated(url, tmp_path):
    with pytest.raises(SettingError) as error:
        store_from(url, folder=tmp_path)

    assert "secret" not in str(error.value)
    assert "Leave it empty for a folder" in str(error.value)
