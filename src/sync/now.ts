/**
 * The time of the run. `ms`: epoch milliseconds by the API's clock. Where several clocks could not be reconciled it is not
 * `reliable`: then nothing may be cut off at it or forgotten because of it, and the cursor still never goes back.
 */
export type Now = { readonly ms: number; readonly reliable: boolean };
