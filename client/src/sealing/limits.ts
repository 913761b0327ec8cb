/** The largest file that is read whole in a tab, bytes: about five times as much memory is taken meanwhile. */
export const WHOLE_IN_TAB = 64 * 1024 * 1024
