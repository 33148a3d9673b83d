import type { Value } from '../../model/index.ts'

type Json<T> = T extends readonly (infer I)[] ? Json<I>[] : T extends object ? { -readonly [K in keyof T]: Json<T[K]> } : T

/** A value as JSON has it; what is not there is null. */
export const json = (value: Value | undefined): Json<Value> => (value === undefined ? null : (value as Json<Value>))
