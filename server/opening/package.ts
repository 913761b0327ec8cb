import { ZodError } from 'zod'
import { chunkRange, type Header } from '../../crypto/envelope.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { readHeader } from '../../crypto/receive.ts'
import type { Platform } from '../platform/platform.ts'
import { wholeFile } from '../platform/wholeFile.ts'
import { uploadBytes } from '../web/uploads.ts'
import { PLATFORM_FAILED } from './failure.ts'

/** The header of an uploaded package. */
export const headerOf = (platform: Platform, upload: string): Promise<Header> =>
  readHeader(uploadBytes(platform, upload, { end: 300 * 1024 }))

/** Gives the sealed chunks of a part from the uploaded package. */
export const chunkReader =
  (platform: Platform, upload: string, header: Header, part: string) =>
  async (index: number): Promise<Uint8Array> => {
    const { from, to } = chunkRange(header, part, index)
    return wholeFile(uploadBytes(platform, upload, { start: from, end: to }))
  }

/** What an attempt failed by: the key, the content, or (a file or a thread that is gone) the platform. */
export function codeOf(problem: unknown): string {
  if (problem instanceof CryptoProblem) return problem.code
  return problem instanceof SyntaxError || problem instanceof ZodError ? 'CONTENT_MALFORMED' : PLATFORM_FAILED
}
