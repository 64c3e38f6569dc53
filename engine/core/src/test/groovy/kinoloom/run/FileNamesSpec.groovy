package kinoloom.run

import spock.lang.Specification

class FileNamesSpec extends Specification {

    def "of #word is made #name"() {
        expect:
        new FileNames().of(word) == name

        where:
        word                      || name
        'film'                    || 'film'
        'My film, part 2'         || 'My_film__part_2'
        '云海'                    || '云海'
        'cafe\u0301'              || 'café'
        'v1.2'                    || 'v1.2'
        '..'                      || '_'
        '.'                       || '_'
        ''                        || '_'
        '...'                     || '_'
        '../../etc/passwd'        || '_.._.._etc_passwd'
        '/etc/passwd'             || '_etc_passwd'
        'C:\\Windows\\x'          || 'C__Windows_x'
        'a\u0000b'                || 'a_b'
        'a\nb\tc\u001b[31m'       || 'a_b_c__31m'
        'f:stream'                || 'f_stream'
        '.bashrc'                 || '_.bashrc'
        '-rf'                     || '_-rf'
        '~'                       || '_'
        'a*?<>|"b'                || 'a______b'
        'film.'                   || 'film'
        'film. . .'               || 'film._._'
        'film '                   || 'film_'
        'CON'                     || '_CON'
        'con'                     || '_con'
        'Nul.mp4'                 || '_Nul.mp4'
        'PRN'                     || '_PRN'
        'aux.'                    || '_aux'
        'COM1'                    || '_COM1'
        'com\u00b9'               || '_com\u00b9'
        'LPT9.a.b'                || '_LPT9.a.b'
        'COM10'                   || 'COM10'
        'console'                 || 'console'
        'gnp\u202efilm'           || 'gnp_film'
        'pay\u200bpal'            || 'pay_pal'
        'half \ud83d a pair'      || 'half___a_pair'
        'x' * 300                 || 'x' * 180
        '影' * 300                || '影' * 60
        '🎬' * 300                || '_' * 180
    }

    def "in one folder no two are one file, on no system: #words"() {
        given:
        def names = new FileNames()

        expect:
        words.collect { names.of(it) } == expected

        where:
        words                              || expected
        ['film', 'Film', 'FILM']           || ['film', 'Film-2', 'FILM-3']
        ['a b', 'a_b', 'a/b']              || ['a_b', 'a_b-2', 'a_b-3']
        ['a', 'A', 'a-2', 'A-2']           || ['a', 'A-2', 'a-2-2', 'A-2-3']
        ['caf\u00e9', 'cafe\u0301']        || ['café', 'café-2']
        ['straße', 'STRASSE']              || ['straße', 'STRASSE-2']
        ['ﬁlm', 'film']                    || ['ﬁlm', 'film-2']
        ['..', '.', '/']                   || ['_', '_-2', '_-3']
        ['x' * 181, 'x' * 182]             || ['x' * 180, 'x' * 180 + '-2']
    }
}
