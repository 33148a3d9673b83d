import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { fileURLToPath } from 'node:url'

// A disk that fails at a chosen step, for the steps no real disk can be made to fail at everywhere: it stands between this process and the real one.

/** What a disk did: the steps that write, and where. */
export interface Disk {
  readonly steps: readonly string[]
  /** whether its step came and was refused */
  failed(): boolean
  /** the disk is as before */
  mend(): void
}

/** `nth` step that writes below `folder` fails with `code`; `stays`: every later one as well. */
export interface Failing {
  readonly folder: string
  readonly nth: number
  readonly code: 'ENOSPC' | 'EIO' | 'EROFS'
  readonly stays: boolean
}

/** what a full disk does all the same */
export const needsNoRoom = /^(truncate|rm|fsync|flush)\b/u

type Path = fs.PathLike | number
const real = { ...fs }
const opening = fs.promises.open

/** Puts a failing disk under this process. What is refused in the middle of a text leaves half of it. */
export function failingDisk({ folder, nth, code, stays }: Failing): Disk {
  const names = new Map<number, string>()
  const steps: string[] = []
  let refused = false
  const named = (path: Path): string =>
    typeof path === 'number' ? (names.get(path) ?? '') : path instanceof URL ? fileURLToPath(path) : String(path)
  const fails = (act: string, path: Path): NodeJS.ErrnoException | null => {
    const where = named(path)
    if (!where.startsWith(folder)) return null
    steps.push(`${act} ${where.slice(folder.length + 1).replaceAll(/[0-9a-f-]{36}|[0-9a-f]{62}/gu, '…')}`)
    const frees = code === 'ENOSPC' && needsNoRoom.test(act)
    if (frees || (steps.length !== nth && !(stays && refused))) return null
    refused = true
    return Object.assign(new Error(`${code}: planted, ${act}`), {
      code,
      syscall: act,
      ...(typeof path === 'number' ? {} : { path: where }),
    })
  }
  const orThrow = (act: string, path: Path): void => {
    const error = fails(act, path)
    if (error !== null) throw error
  }
  const half = (data: string | NodeJS.ArrayBufferView): Buffer => {
    const bytes = typeof data === 'string' ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    return bytes.subarray(0, Math.floor(bytes.length / 2))
  }
  const writes = (flags: unknown): boolean => typeof flags === 'string' && flags !== 'r'
  const planted = {
    openSync: (path: fs.PathLike, flags?: fs.OpenMode, mode?: fs.Mode) => {
      if (writes(flags)) orThrow('open', path)
      const file = real.openSync(path, flags ?? 'r', mode)
      if (writes(flags)) names.set(file, String(path))
      return file
    },
    closeSync: (file: number) => {
      names.delete(file)
      real.closeSync(file)
    },
    writeSync: (file: number, data: string | NodeJS.ArrayBufferView, ...more: number[]) => {
      const error = fails('write', file)
      if (error === null) return real.writeSync(file, data as Uint8Array, ...more)
      real.writeSync(file, half(data))
      throw error
    },
    writeFileSync: (path: fs.PathOrFileDescriptor, data: string | NodeJS.ArrayBufferView, options?: fs.WriteFileOptions) => {
      const error = fails('write', path)
      if (error !== null) real.writeFileSync(path, half(data), options)
      if (error !== null) throw error
      real.writeFileSync(path, data, options)
    },
    renameSync: (from: fs.PathLike, to: fs.PathLike) => {
      orThrow('rename', to)
      real.renameSync(from, to)
    },
    linkSync: (from: fs.PathLike, to: fs.PathLike) => {
      orThrow('link', to)
      real.linkSync(from, to)
    },
    fsyncSync: (file: number) => {
      orThrow('fsync', file)
      real.fsyncSync(file)
    },
    ftruncateSync: (file: number, length?: number) => {
      orThrow('truncate', file)
      real.ftruncateSync(file, length)
    },
    truncateSync: (path: fs.PathLike, length?: number) => {
      orThrow('truncate', path)
      real.truncateSync(path, length)
    },
    mkdirSync: (path: fs.PathLike, options?: fs.MakeDirectoryOptions) => {
      if (!real.existsSync(path)) orThrow('mkdir', path)
      return real.mkdirSync(path, options)
    },
    rmSync: (path: fs.PathLike, options?: fs.RmOptions) => {
      if (real.existsSync(path)) orThrow('rm', path)
      real.rmSync(path, options)
    },
  }
  Object.assign(fs, planted)
  fs.promises.open = async (path, flags, mode) => {
    if (writes(flags)) orThrow('flush', path)
    return await opening(path, flags, mode)
  }
  syncBuiltinESMExports()
  return {
    steps,
    failed: () => refused,
    mend: () => {
      for (const name of Object.keys(planted) as (keyof typeof planted)[]) Object.assign(fs, { [name]: real[name] })
      fs.promises.open = opening
      syncBuiltinESMExports()
    },
  }
}
