import { type Authority, createAuthority, newKey } from '../../crypto/authority.ts'
import { type Certificate, fromPem, parseCertificate } from '../../crypto/certificate.ts'
import type { Trust } from '../../crypto/chain.ts'
import { softSigner } from '../../crypto/signature.ts'
import { type Identity, NOW, openssl, withFiles, YEAR } from './pki.ts'

/** What openssl needs to hear to sign or verify with SM2 as GM/T 0009 does. */
export const ID = 'distid:1234567812345678'

export interface SmPki {
  authority: Authority
  trust: Trust
  sign: Identity
  encrypt: { certificate: Certificate; pkcs8: Uint8Array }
  stamps: Identity
}

let made: Promise<SmPki> | undefined

/** An SM2 authority of our own with the two certificates of one organisation and one for time stamps. */
export function smPki(): Promise<SmPki> {
  made ??= make()
  return made
}

async function make(): Promise<SmPki> {
  const authority = await createAuthority({ name: '测试国密认证中心', at: NOW - 2 * YEAR, algorithm: 'sm2' })
  const issue = async (kind: 'sign' | 'encrypt' | 'timestamp'): Promise<Identity> => {
    const { spki, pkcs8 } = await newKey('sm2')
    const subject = { commonName: '阳光建设有限公司', organisationCode: '91440300MA5FABCD1X' }
    const certificate = await authority.issue({ subject, kind, spki, notBefore: NOW - YEAR, notAfter: NOW + YEAR })
    return { certificate, pkcs8, signer: softSigner({ pkcs8 }, certificate, [authority.root]) }
  }
  const crl = await authority.crl([], NOW - 1000, NOW + YEAR)
  return {
    authority,
    trust: { roots: [authority.root], intermediates: [], crls: [crl] },
    sign: await issue('sign'),
    encrypt: await issue('encrypt'),
    stamps: await issue('timestamp'),
  }
}

/** Root, authority below it, signing and encrypting certificate, all made by openssl; the signing key as PKCS#8. */
export interface Foreign {
  root: Certificate
  below: Certificate
  sign: Certificate
  encrypt: Certificate
  signKey: Uint8Array
}

/** An SM2 authority of two levels as openssl makes it. */
export function foreignPki(): Foreign {
  const leaf = 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,'
  const files = {
    'below.ext': 'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\n',
    'sign.ext': `${leaf}digitalSignature,nonRepudiation\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n`,
    'encrypt.ext': `${leaf}keyEncipherment,dataEncipherment,keyAgreement\n`,
  }
  return withFiles(files, (at) => {
    const key = (name: string) => openssl(at, 'ecparam', '-name', 'SM2', '-genkey', '-noout', '-out', `${name}.key`)
    key('root')
    const ask = ['req', '-new', '-sm3', '-sigopt', ID, '-utf8']
    const rooted = ['-x509', '-days', '3650', '-addext', 'keyUsage=critical,keyCertSign,cRLSign']
    openssl(at, ...ask, ...rooted, '-key', 'root.key', '-subj', '/C=CN/CN=SM2 Root', '-out', 'root.crt')
    const issue = (name: string, by: string) => {
      key(name)
      openssl(at, ...ask, '-key', `${name}.key`, '-subj', `/C=CN/O=某公司/CN=${name}`, '-out', `${name}.csr`)
      const from = ['-CA', `${by}.crt`, '-CAkey', `${by}.key`, '-CAcreateserial', '-sm3', '-sigopt', ID, '-vfyopt', ID]
      const how = ['-days', '700', '-extfile', `${name}.ext`, '-out', `${name}.crt`]
      openssl(at, 'x509', '-req', '-in', `${name}.csr`, ...from, ...how)
    }
    issue('below', 'root')
    issue('sign', 'below')
    issue('encrypt', 'below')
    const read = (name: string) => parseCertificate(fromPem(openssl(at, 'x509', '-in', `${name}.crt`)))
    const signKey = fromPem(openssl(at, 'pkcs8', '-topk8', '-nocrypt', '-in', 'sign.key'))
    return { root: read('root'), below: read('below'), sign: read('sign'), encrypt: read('encrypt'), signKey }
  })
}
