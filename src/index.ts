export { bind } from './core/bind.js';
export { bindEmitter, type EmitterLike } from './core/bind-emitter.js';
export { Context, copyContext } from './core/context.js';
export { ContextVar, type ContextVarConstructor, type ContextVarWithDefault } from './core/context-var.js';
export { createTask } from './core/create-task.js';
export { gather } from './core/gather.js';
export { taskGroup, type TaskGroup } from './core/task-group.js';
export { type ErrorCode, isThroughlineError, ThroughlineError } from './core/throughline-error.js';
export { Token } from './core/token.js';
