import { Button } from 'antd'
import { useState } from 'react'
import { say } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import type { Finding } from './finding.ts'

const TONE = { hertz: 660, seconds: 0.8, loud: 0.2 } as const

/** Whether one hears what comes from a room: a tone is played, and the person says whether it was heard. */
export function Speaker({ onFound }: { onFound: (found: Finding) => void }) {
  const [played, setPlayed] = useState(false)
  const play = useDeed(async () => {
    await tone()
    setPlayed(true)
  })
  return (
    <div className="stack-tight" style={{ marginTop: 8 }}>
      <div className="row">
        <Button loading={play.busy} onClick={() => void play.run()}>
          {say('播放测试音', 'Play a tone')}
        </Button>
        {played && (
          <>
            <span>{say('听到了吗？', 'Did you hear it?')}</span>
            <Button onClick={() => onFound(heard(true))}>{say('听到了', 'Yes')}</Button>
            <Button onClick={() => onFound(heard(false))}>{say('没有听到', 'No')}</Button>
          </>
        )}
      </div>
      <Refused problem={play.problem} />
    </div>
  )
}

async function tone(): Promise<void> {
  const sound = new AudioContext()
  const [source, volume] = [sound.createOscillator(), sound.createGain()]
  source.frequency.value = TONE.hertz
  volume.gain.value = TONE.loud
  source.connect(volume).connect(sound.destination)
  const ended = new Promise((done) => source.addEventListener('ended', done))
  source.start()
  source.stop(sound.currentTime + TONE.seconds)
  await ended
  await sound.close()
}

const heard = (yes: boolean): Finding => ({
  ...{ id: 'speaker', title: say('扬声器', 'Speaker'), tone: yes ? 'good' : 'sun' },
  seen: yes ? say('听到了测试音', 'the tone was heard') : say('没有听到测试音', 'the tone was not heard'),
  ...(yes
    ? {}
    : { mend: say('请检查音量、静音键和系统的输出设备', 'see volume, mute and the output device of the system') }),
})
