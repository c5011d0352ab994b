/**
 * For tests of an application: its requests from the inside, as the inspector shows them.
 *
 * @module
 * @since 0.1.0
 */
export type {
  CodePlace,
  ErrorView,
  FindingView,
  LineView,
  RepeatedView,
  RequestDetail,
  RequestKind,
  RequestState,
  RequestSummary,
  SpanView,
  TaskView,
  VariableEvent,
} from './api.js';
export { captureRequests, RequestCapture } from './capture-requests.js';
