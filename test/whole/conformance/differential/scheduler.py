"""The counterpart of scheduler.ts."""

import asyncio


class Flow:
    def __init__(self, path, number):
        self.path = path
        self.number = number


class Scheduler:
    def __init__(self):
        self.parked = []
        self.sleeper = None

    async def checkpoint(self, flow):
        future = asyncio.get_running_loop().create_future()
        self.parked.append((flow, future))
        await future

    async def idle(self):
        self.sleeper = asyncio.get_running_loop().create_future()
        await self.sleeper

    async def drive(self, schedule, on_turn):
        turn = 0
        while True:
            await drained()
            if self.parked:
                self.parked.sort(key=lambda item: item[0].number)
                choice = schedule[turn % len(schedule)] % len(self.parked)
                on_turn(len(self.parked), self.parked[choice][0].path)
                self.parked.pop(choice)[1].set_result(None)
            elif self.sleeper:
                sleeper, self.sleeper = self.sleeper, None
                sleeper.set_result(None)
            else:
                return
            turn += 1


async def drained():
    """Until nothing else is ready: all tasks are parked, or wait for one that is."""
    await asyncio.sleep(0)
    while asyncio.get_running_loop()._ready:
        await asyncio.sleep(0)
