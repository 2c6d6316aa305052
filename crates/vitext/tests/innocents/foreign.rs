//! Texts that are no Vietnamese prose at all: other languages, codes, papers.
//! All sentences are our own.

use crate::chance::Chance;

pub(crate) const SENTENCES: &[&str] = &[
    // English
    "She saw a bad hand, so I can bet that the dice were long gone by noon.",
    "The man in the cab sang a song about a lonely horse and a long road home.",
    "Please keep the receipt; the bank can hang on to your card for ten days.",
    "Tom bought thin hot tea, then sat down to chat with a man named Dan.",
    "Our team can ship the code on Monday if the review is done by then.",
    "Van Gogh cut off part of his own ear, or so the guide told us.",
    "Do not panic: the phone may ring, ping, or hum when it is low on power.",
    "The gym opens at six; come along and bring a mat, a towel and a can of tea.",
    // French
    "Le chat dort sur le banc pendant que la pluie tombe doucement sur la ville.",
    "Nous avons mangé du pain chaud, bu du vin et parlé de tout cela jusqu'au soir.",
    "Quand on a vu la mer, on a dit que ce long chemin valait bien la peine.",
    "Il a pris son manteau bleu, puis il est parti sans dire un mot à personne.",
    "Ma tante a acheté un tapis, un tableau et deux chaises au marché de Nice.",
    // Spanish
    "La casa de mi tía está cerca del mar y tiene un patio con dos naranjos.",
    "Mañana vamos a comer con los niños en la plaza, si no llueve otra vez.",
    "No hay que dar de comer a los patos del lago, dice el cartel de la entrada.",
    "El tren de las seis salió con una hora de retraso y nadie dijo por qué.",
    // Portuguese
    "Não há pão fresco na padaria, mas a dona disse que volta às cinco da tarde.",
    "O meu irmão comprou um cão e agora não tem tempo para mais nada em casa.",
    "As crianças cantam à noite enquanto a avó faz o jantar na cozinha.",
    "Amanhã a gente vai à praia com o tio João e os primos de Coimbra.",
    // Indonesian
    "Dia pergi ke kota untuk membeli buah, lalu pulang naik bus bersama adiknya.",
    "Kami makan nasi goreng di tepi pantai sambil menunggu hujan reda.",
    "Harga tanah di kampung itu naik tinggi sejak jalan baru dibuka tahun lalu.",
    "Saya tidak tahu siapa yang datang tadi pagi, mungkin tukang pos.",
    // Italian
    "La nonna ha fatto una torta di mele e noi ne abbiamo mangiata metà.",
    "Ho visto un cane nero che correva lungo il canale, poi non l'ho visto più.",
    "Domani si va in gita al lago con i cugini di Torino e il loro gatto.",
    "Tanti anni fa qui c'era un mulino, adesso c'è solo un prato verde.",
    // Greek
    "Το καράβι έφυγε νωρίς το πρωί και κανείς δεν το είδε να χάνεται στη θάλασσα.",
    "Η γιαγιά μου έλεγε πάντα ότι το ψωμί θέλει υπομονή και καλό αλεύρι.",
    "Αύριο θα πάμε στην Πάτρα με το λεωφορείο των οκτώ και μισή.",
    "Ο δάσκαλος ρώτησε τα παιδιά ποιο ποτάμι περνά από την πόλη τους.",
    // Cyrillic
    "Сосед вчера рассказал, что его кот снова ушёл в сад и вернулся под утро.",
    "Мы ехали на юг два дня, а потом ещё час шли по берегу до дома.",
    "Хороший хлеб пахнет так, что очередь стоит до самого угла.",
    "Завтра обещают дождь, поэтому лодку лучше убрать под навес.",
    "Кіт спав на вікні, доки сонце не зайшло за стару хату.",
    "Реката тече бавно през града и никой не бърза за никъде.",
    // Thai, Chinese, Korean
    "วันนี้ฝนตกหนักมาก เราเลยนั่งอ่านหนังสืออยู่ที่บ้านทั้งวัน",
    "แม่ซื้อผลไม้จากตลาดใกล้บ้านทุกเช้าวันเสาร์",
    "昨天下雨，我们在家里喝茶，看了一整天的书。",
    "这条河很长，从山里一直流到海边的小城。",
    "어제는 비가 와서 집에서 책을 읽고 차를 마셨어요.",
    "이 기차는 여덟 시에 부산으로 떠납니다.",
    // Vietnamese papers, with their numbers and abbreviations
    "Căn cứ Điều 4 khoản B4C và Quyết định số 12/2019/QĐ-UBND ngày 04/7/2019 của UBND tỉnh.",
    "U.B.N.D xã và H.Đ.N.D huyện họp ngày 5; TS. N.V.A và PGS. L.T.B dự.",
    "Thông tư 01/2020/TT-BTC thay Thông tư 133/2016/TT-BTC, phụ lục A4, mẫu 05-KK/TNCN.",
    "Mã hàng D0-K3, C0-B4, SO1-C4T; xem bản vẽ số K3-0C/H4 kèm theo.",
    "Ga T5, cổng C4, ghế 10A–10C; chuyến VN-0247 lúc 7h05, hành lang B8.",
    "Máy in HP M404dn, mực CF259A, khay A4; ổ đĩa WD10EZEX, ram DDR4-2666.",
];

/// Codes as they stand in papers, shops and logs, so many lines of them.
pub(crate) fn codes(lines: usize) -> Vec<String> {
    let mut chance = Chance::of(&["codes"]);
    (0..lines).map(|_| code_line(&mut chance)).collect()
}

const HEX: &str = "0123456789abcdef";
const BASE64: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const CAPITALS: &str = "ABCDEFGHIKLMNOPQRSTUVXY";
const PART: &str = "ABCDEGHIKLMNOPQRSTUVXY0123456789";

fn code_line(chance: &mut Chance) -> String {
    let run = |chance: &mut Chance, from: &str, count: usize| -> String {
        (0..count).map(|_| chance.letter(from)).collect()
    };
    let (a, b) = (chance.below(999), chance.below(99));
    match chance.below(9) {
        0 => format!("sha1 {}", run(chance, HEX, 40)),
        1 => format!(
            "id {}-{}-{}-{}-{}",
            run(chance, HEX, 8),
            run(chance, HEX, 4),
            run(chance, HEX, 4),
            run(chance, HEX, 4),
            run(chance, HEX, 12)
        ),
        2 => format!("data:{}==", run(chance, BASE64, 64)),
        3 => {
            let (x, y, z) = (
                chance.between(1, 3),
                chance.between(2, 4),
                chance.between(1, 3),
            );
            let parts = [
                run(chance, PART, x),
                run(chance, PART, y),
                run(chance, PART, z),
            ];
            format!("Mã hàng {} còn {a} cái", parts.join("-"))
        }
        4 => {
            let x = run(chance, CAPITALS, 4);
            format!(
                "Nghị định số {a}/20{b:02}/NĐ-{x}, Điều {b} khoản {a} điểm {}",
                run(chance, CAPITALS, 1)
            )
        }
        5 => {
            let x = run(chance, CAPITALS, 3);
            let letters: Vec<String> = x.chars().map(String::from).collect();
            format!(
                "Ông {} và bà {}. Hai bên đã ký",
                letters.join("."),
                run(chance, CAPITALS, 1)
            )
        }
        6 => format!("Biển số {b}{}-{a}.{b:02}", run(chance, CAPITALS, 1)),
        7 => {
            let (x, y) = (chance.between(2, 5), chance.between(2, 5));
            format!(
                "let {}_{} = 0x{};",
                run(chance, "abcdehiknotu", x),
                run(chance, "abcdehiknotu", y),
                run(chance, HEX, 6)
            )
        }
        _ => {
            let cells: Vec<String> = (0..6).map(|_| run(chance, PART, 2)).collect();
            cells.join(" ")
        }
    }
}
