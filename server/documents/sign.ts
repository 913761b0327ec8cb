import * as pdf from '../../crypto/pdf/sign.ts'
import type { Signer } from '../../crypto/signature.ts'
import { exactly } from '../../templates/layout.ts'
import { nameMark, roundStamp } from './stamp.ts'

/** How a signature is to stand in a paper of the platform. */
export interface SignatureOptions extends Omit<pdf.SignatureOptions, 'mark'> {
  /** The organisation's name on its red round stamp; without it the signer's name is drawn. */
  readonly stamp?: string
}

const marked = ({ stamp, ...options }: SignatureOptions): pdf.SignatureOptions => ({
  ...options,
  mark: stamp ? roundStamp(stamp) : nameMark(options.name, exactly(options.at).slice(0, 19)),
})

/** As `prepareSignature` of `pdf/`, with the organisation's stamp or the signer's name in its place. */
export const prepareSignature = (file: Uint8Array, options: SignatureOptions): Promise<pdf.PreparedPdf> =>
  pdf.prepareSignature(file, marked(options))

/** As `signPdf` of `pdf/`, with the organisation's stamp or the signer's name in its place. */
export const signPdf = (
  file: Uint8Array,
  options: SignatureOptions,
  signer: Signer,
  at: number,
  timestamp?: pdf.Timestamper,
): Promise<Uint8Array> => pdf.signPdf(file, marked(options), signer, at, timestamp)
