export { fileLedger } from './file/ledger.ts'
export { cacheFile } from './file/cache.ts'
export type { CacheFile } from './file/cache.ts'
