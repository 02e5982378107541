# pip install websockets && python -m unittest test_echo.py
import json, os, unittest, urllib.request, uuid, websockets

SERVER = os.environ.get("ECHO", "localhost:8080")


class EchoTest(unittest.IsolatedAsyncioTestCase):
    async def test_ends_as_the_rfc_asks(self):
        for address in ("/close/4001?reason=bye", "/cut?at=header", "/illegal/rsv2?within=2s"):
            with self.subTest(address):
                id = uuid.uuid4()
                # The client under test is websockets here: put yours in its place.
                async with websockets.connect(f"ws://{SERVER}{address}&connection={id}") as socket:
                    await socket.wait_closed()
                url = f"http://{SERVER}/connections/{id}?wait=10s"
                with urllib.request.urlopen(url, timeout=20) as answer:
                    verdict = json.load(answer)["verdict"]
                self.assertTrue(verdict["passed"], f"{verdict['expected']} {verdict['observed']}")
