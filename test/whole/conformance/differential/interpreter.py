"""Runs programs (a JSON line each on stdin) with asyncio and contextvars; answers a trace for each, a JSON line too.

The counterpart of interpreter.ts and scheduler.ts: program.ts says what a program is.
"""

import asyncio
import contextvars
import json
import sys

from error_code import Thrown, code_of
from scheduler import Flow, Scheduler
from state import State
from stepped import At, Slot, step, step_async


class Run:
    def __init__(self, program):
        self.program = program
        self.state = State(program['variables'])
        self.scheduler = Scheduler()
        self.trace = []
        self.tasks, self.generators, self.async_generators = {}, {}, {}
        self.closing = []
        self.kept = []
        self.flows = 0

    async def run(self):
        work = self.main(self.new_flow('main'))
        main = asyncio.get_running_loop().create_task(work, context=contextvars.Context())
        await self.scheduler.drive(
            self.program['schedule'], lambda parked, path: self.trace.append(['driver', parked, path])
        )
        if main.done() and main.exception():
            self.trace.append(['main', 'failed', str(main.exception())])
        self.trace.append(['main', 'ended', main.done() and not main.exception()])
        return self.trace

    async def main(self, flow):
        await self.task(flow, [{'id': 0, 'strict': False, 'kind': 'try', 'body': self.program['body']}])
        await self.scheduler.idle()
        for slot, close in self.closing:
            try:
                result = close(slot, At(flow), 'close')
                if asyncio.iscoroutine(result):
                    result = await result
            except Exception as error:
                result = code_of(error)
            self.trace.append(['main', 'close', result])
            await self.scheduler.idle()

    async def task(self, flow, body):
        await self.scheduler.checkpoint(flow)
        await self.execute_async(body, At(flow))
        return flow.path

    def new_flow(self, path):
        self.flows += 1
        return Flow(path, self.flows)

    def execute(self, block, at):
        for statement in block:
            try:
                self.record(at, statement, self.perform(statement, at))
            except Exception as error:
                self.fail(at, statement, error)
        return 'left'

    async def execute_async(self, block, at):
        for statement in block:
            try:
                method = getattr(self, 'async_' + statement['kind'], None)
                result = await method(statement, at) if method else self.perform(statement, at)
                self.record(at, statement, result)
            except Exception as error:
                self.fail(at, statement, error)
        return 'left'

    def record(self, at, statement, result):
        self.trace.append([at.flow.path, statement['id'], result])

    def fail(self, at, statement, error):
        self.record(at, statement, code_of(error))
        if statement['strict']:
            raise error

    def perform(self, statement, at):
        method = getattr(self, 'sync_' + statement['kind'], None)
        return method(statement, at) if method else getattr(self.state, statement['kind'])(statement)

    # Blocks

    def sync_using(self, s, at):
        token = self.state.assign(s)
        try:
            return self.execute(s['body'], at)
        finally:
            token.var.reset(token)

    async def async_using(self, s, at):
        token = self.state.assign(s)
        try:
            return await self.execute_async(s['body'], at)
        finally:
            token.var.reset(token)

    def sync_run(self, s, at):
        context = self.state.contexts.get(s['context'])
        return 'none' if context is None else context.run(self.execute, s['body'], at)

    def sync_varRun(self, s, at):
        return self.state.copy_with(s).run(self.execute, s['body'], at)

    def sync_try(self, s, at):
        return self.execute(s['body'], at)

    async def async_try(self, s, at):
        return await self.execute_async(s['body'], at)

    async_helper = async_try

    def sync_throw(self, s, at):
        raise Thrown

    # Tasks

    def sync_task(self, s, at):
        start, context = s['start'], None
        if start['by'] == 'context' and start['context'] not in self.state.contexts:
            return 'none'
        flow = self.new_flow(f"{at.flow.path}.{s['id']}")
        if start['by'] == 'variable':
            context = self.state.copy_with(start)
        if start['by'] == 'context':
            context = self.state.contexts[start['context']]
            context.run(int)  # fails when the context is entered, as running the task there at once does
        task = asyncio.get_running_loop().create_task(self.task(flow, s['body']), context=context)
        task.add_done_callback(lambda done: done.exception())
        self.tasks[s['task']] = (flow, task)
        self.kept.append(task)
        return flow.path

    async def async_checkpoint(self, s, at):
        await self.scheduler.checkpoint(at.flow)
        return 'resumed'

    async def async_await(self, s, at):
        flow, task = self.tasks.get(s['task'], (None, None))
        if task is None:
            return 'none'
        if flow.number <= at.flow.number:
            return 'older'
        try:
            return await task
        finally:
            await self.scheduler.checkpoint(at.flow)

    async def async_gather(self, s, at):
        path = f"{at.flow.path}.{s['id']}-"
        flows = [self.new_flow(f'{path}{position}') for position in range(len(s['bodies']))]
        try:
            return await asyncio.gather(*(self.task(flow, body) for flow, body in zip(flows, s['bodies'])))
        finally:
            await self.scheduler.checkpoint(at.flow)

    # Generators

    def sync_generator(self, s, at):
        own = At(at.flow)
        self.generators[s['generator']] = slot = Slot(own, self.iterate(s, own))
        self.closing.append((slot, step))
        return 'made'

    def sync_asyncGenerator(self, s, at):
        own = At(at.flow)
        self.async_generators[s['generator']] = slot = Slot(own, self.iterate_async(s, own))
        self.closing.append((slot, step_async))
        return 'made'

    def iterate(self, s, at):
        token = s['hold'] and self.state.assign(s['hold'])
        try:
            try:
                for position, part in enumerate(s['parts']):
                    self.execute(part, at)
                    yield position
            finally:
                self.execute(s['cleanup'], at)
        finally:
            if token:
                token.var.reset(token)

    async def iterate_async(self, s, at):
        token = s['hold'] and self.state.assign(s['hold'])
        try:
            try:
                for position, part in enumerate(s['parts']):
                    await self.execute_async(part, at)
                    yield position
            finally:
                await self.execute_async(s['cleanup'], at)
        finally:
            if token:
                token.var.reset(token)

    def sync_step(self, s, at):
        return step(self.generators.get(s['generator']), at, 'next')

    def sync_close(self, s, at):
        return step(self.generators.get(s['generator']), at, 'close')

    async def async_asyncStep(self, s, at):
        return await step_async(self.async_generators.get(s['generator']), at, 'next')

    async def async_asyncClose(self, s, at):
        return await step_async(self.async_generators.get(s['generator']), at, 'close')


async def serve():
    for line in iter(sys.stdin.readline, ''):
        print(json.dumps(await Run(json.loads(line)).run()), flush=True)


asyncio.run(serve())
