import { useEffect } from 'react'
import type { Certificate } from '../../../crypto/certificate.ts'
import type { StampPlace } from '../../../crypto/pdf/place.ts'
import { bidKeys, forgetKeys } from '../app/keys.ts'
import { checkStanding } from '../identity/standing.ts'
import { Stopped } from '../net/http.ts'
import type { Prepared } from './ceremony.ts'
import type { Unfinished } from './unfinished.ts'

/** How a sealing begins: with what was begun before, and with or without a remedy code. */
export interface Start {
  resume: boolean
  withCode: boolean
  /** the code's secret, for a package that begins anew */
  remedy?: Uint8Array | undefined
  /** where the stamp stands on each file that is signed; nowhere: it is not seen */
  place: StampPlace | undefined
}

/** Why an interrupted sealing with a code cannot go on. */
export const CHANGED: [zh: string, en: string] = [
  '其间标段有了变化，不能从中断处继续，原补救码作废：请返回，放弃上次的封装，再重新封装并取走新的补救码',
  'the tender changed meanwhile, so it cannot go on and the code is void: go back, forget what was begun and seal anew with a new code',
]

/** Asks before the page is left while something is under way. */
export function useLeaveWarning(on: boolean): void {
  useEffect(() => {
    if (!on) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [on])
}

/** What a sealing under way rests on: it goes on only while the platform still says the same. */
export const preparedOf = ({ context, sequence, previous }: Prepared): Unfinished['prepared'] => ({
  ...{ context, sequence, previous },
})

/** The certificate that the bid is locked to; both it and the one that will sign are asked about before the long part. */
export async function lockingCertificate(): Promise<Certificate> {
  const { sign, encrypt } = bidKeys()
  if (!encrypt || !sign) {
    forgetKeys() // so that another key is asked for
    throw new Stopped(
      '密钥文件中没有签名证书和加密证书各一张',
      'the key file needs a signing and an encryption certificate',
    )
  }
  try {
    await checkStanding(sign, encrypt)
  } catch (problem) {
    if (problem instanceof Stopped) forgetKeys()
    throw problem
  }
  return encrypt.certificate
}
