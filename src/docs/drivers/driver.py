# pip install websockets && python driver.py ws://localhost:8080 my-client
import asyncio, json, sys, urllib.parse, urllib.request, websockets

base, name = sys.argv[1:]
agent = "agent=" + urllib.parse.quote(name)


def connect(path):
    return websockets.connect(base + path, max_size=None)


async def run():
    async with connect("/getCaseCount") as socket:
        count = int(await socket.recv())
    for n in range(1, count + 1):
        try:
            async with connect(f"/runCase?case={n}&{agent}") as socket:
                async for message in socket:
                    await socket.send(message)
        except (websockets.WebSocketException, OSError):
            pass  # Many cases end in one.
    async with connect(f"/updateReports?{agent}") as socket:
        await socket.wait_closed()
    return count


count = asyncio.run(run())
index = urllib.parse.urljoin("http" + base[2:], f"/conformance/index.json?{agent}")
with urllib.request.urlopen(index) as response:
    results = json.load(response)[name]
failed = [
    id
    for id, result in results.items()
    if result["behavior"] == "FAILED" or result["behaviorClose"] not in ("OK", "INFORMATIONAL")
]
print(f"{len(results)} of {count} cases run, {len(failed)} failed", *failed, sep="\n")
sys.exit(len(results) < count or len(failed) > 0)
