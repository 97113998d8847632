/** A trace id of W3C Trace Context, as attempts carry and violations name it. */
export const traceIdPattern = /^[0-9a-f]{32}$/;

/** Most trace ids that a violation names. */
export const mostTraces = 3;
