/** Version of the canonical form: part of every cache key and of every remembered record. Raise it when the same source gives other parts. */
export const version = 4
