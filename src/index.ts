/**
 * Variables, contexts and tasks; the span and the id of a request; spans within it; log fields.
 *
 * @module
 * @since 0.1.0
 */
export { bind } from './core/tasks/bind.js';
export { bindEmitter, type EmitterLike } from './core/tasks/bind-emitter.js';
export { Context, copyContext } from './core/context.js';
export { ContextVar, type ContextVarConstructor, type ContextVarWithDefault } from './core/context-var.js';
export { createTask } from './core/tasks/create-task.js';
export { gather } from './core/tasks/gather.js';
export { taskGroup, type TaskGroup } from './core/tasks/task-group.js';
export { type ErrorCode, isThroughlineError, ThroughlineError } from './core/throughline-error.js';
export { Token } from './core/token.js';
export { type LogFields, logContext } from './loggers/log-context.js';
export { logged, type LoggedOptions } from './loggers/logged.js';
export type { LogValue } from './loggers/log-value.js';
export {
  CTX_BAGGAGE,
  CTX_JOB_NAME,
  CTX_REQUEST_ID,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_PATH,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
  CTX_TRACESTATE,
} from './request/context-vars.js';
export { getCurrentSpan } from './request/span/get-current-span.js';
export type {
  MessageHeaders,
  RequestMessage,
  ResponseBodyMessage,
  ResponseMessage,
  ResponseStartMessage,
} from './request/message.js';
export type { Scope, ScopeHeaders } from './request/scope.js';
export { Span } from './request/span/span.js';
export { ChildSpan } from './spans/child-span.js';
export { recordChannels, type StopRecording } from './spans/channels/record-channels.js';
export { spanned } from './spans/spanned.js';
export { startSpan } from './spans/start-span.js';
export { withSpan } from './spans/with-span.js';
export type { AttributeValue, SpanAttributes } from './spans/record/recorder.js';
export { TraceCtx } from './request/trace-ctx.js';
export type { SpanHooks, TracingOptions } from './request/tracing-options.js';
export type { Baggage, BaggageEntry } from './w3c/baggage.js';
export type { Traceparent } from './w3c/traceparent.js';
