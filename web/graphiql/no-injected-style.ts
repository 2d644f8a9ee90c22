/**
 * Stands in for `react-style-singleton`, with which GraphiQL's dialogs write a `<style>` element that stops the page
 * behind them from scrolling. Our page never scrolls, and the element would need `unsafe-inline` in the
 * Content-Security-Policy.
 */
export const styleSingleton = () => () => null;
