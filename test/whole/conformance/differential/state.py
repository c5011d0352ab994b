"""The counterpart of state.ts: variables, and the slots for tokens and contexts."""

import contextvars

POOL_SIZE = 1100
ABSENT = 'absent'


def variable_of_pool(index):
    if index % 3 == 0:
        return contextvars.ContextVar(f'v{index}')
    return contextvars.ContextVar(f'v{index}', default=-index if index % 3 == 1 else None)


POOL = [variable_of_pool(index) for index in range(POOL_SIZE)]


class State:
    def __init__(self, indexes):
        self.variables = [POOL[index] for index in indexes]
        self.tokens = {}
        self.contexts = {}

    def variable(self, s):
        return self.variables[s['variable']]

    def assign(self, assignment):
        token = self.variable(assignment).set(assignment['value'])
        self.tokens[assignment['token']] = token
        return token

    def copy_with(self, s):
        """What `variable.run(value, ...)` runs in."""
        context = contextvars.copy_context()
        context.run(self.variable(s).set, s['value'])
        return context

    def see(self, context):
        entries = dict(context.items())
        looked = [context.get(variable) if variable in context else ABSENT for variable in self.variables]
        return [len(context), looked, [entries.get(variable, ABSENT) for variable in self.variables]]

    def get(self, s):
        return self.variable(s).get()

    def getOr(self, s):
        return self.variable(s).get(s['fallback'])

    def set(self, s):
        old = self.assign(s).old_value
        return 'MISSING' if old is contextvars.Token.MISSING else old

    def reset(self, s):
        token = self.tokens.get(s['token'])
        if token is None:
            return 'none'
        self.variable(s).reset(token)
        return 'reset'

    def copy(self, s):
        self.contexts[s['context']] = contextvars.copy_context()
        return 'copied'

    def empty(self, s):
        self.contexts[s['context']] = contextvars.Context()
        return 'made'

    def observe(self, s):
        context = self.contexts.get(s['context'])
        return 'none' if context is None else self.see(context)

    def look(self, s):
        return self.see(contextvars.copy_context())
