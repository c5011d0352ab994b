"""The counterpart of stepped.ts: generators, and which task steps them."""


class At:
    def __init__(self, flow):
        self.flow = flow


class Slot:
    """A generator, with the At that it executes with."""

    def __init__(self, at, iterator):
        self.at = at
        self.iterator = iterator
        self.busy = False

    def begin(self, flow):
        self.at.flow = flow
        self.busy = True


def step(slot, at, method):
    if slot is None or slot.busy:
        return 'busy' if slot else 'none'
    slot.begin(at.flow)
    try:
        if method == 'next':
            return next(slot.iterator)
        slot.iterator.close()
    except StopIteration:
        pass
    finally:
        slot.busy = False
    return 'done'


async def step_async(slot, at, method):
    if slot is None or slot.busy:
        return 'busy' if slot else 'none'
    slot.begin(at.flow)
    try:
        if method == 'next':
            return await slot.iterator.__anext__()
        await slot.iterator.aclose()
    except StopAsyncIteration:
        pass
    finally:
        slot.busy = False
    return 'done'
