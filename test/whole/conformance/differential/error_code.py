"""The codes of errors, as traces hold them: the counterpart of error-code.ts."""


class Thrown(Exception):
    pass


def code_of(error):
    text = str(error)
    if type(error) is Thrown:
        return 'THROWN'
    if type(error) is LookupError:
        return 'TL_ERR_NO_VALUE'
    if type(error) is RuntimeError and text.endswith('has already been used once'):
        return 'TL_ERR_TOKEN_USED'
    if type(error) is RuntimeError and text.startswith('cannot enter context'):
        return 'TL_ERR_CONTEXT_ENTERED'
    if type(error) is ValueError and text.endswith('created by a different ContextVar'):
        return 'TL_ERR_TOKEN_VARIABLE'
    if type(error) is ValueError and text.endswith('created in a different Context'):
        return 'TL_ERR_TOKEN_CONTEXT'
    return f'UNEXPECTED {error!r}'
