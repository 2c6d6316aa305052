use proptest::{collection::vec, prelude::*, sample::select};

use super::*;
use PersonalDataKind::{Account, Email, IdNumber, Phone};

/// Checks what is found in a text: the kinds and the very characters.
fn check(text: &str, expected: &[(PersonalDataKind, &str)]) {
    let found: Vec<(PersonalDataKind, &str)> = find_personal_data(text)
        .into_iter()
        .map(|(kind, span)| (kind, text.get(span).unwrap_or("no span at all")))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn phones_are_found() {
    for (text, phone) in [
        ("Liên hệ 0912345678 ngay", "0912345678"),
        ("Zalo: 0912.345.678", "0912.345.678"),
        ("gọi 0912 345 678 nhé", "0912 345 678"),
        // "đối" and "đòi" fold to "doi", which is no mark of a book number.
        ("Đối chiếu số 0912 345 678", "0912 345 678"),
        ("đòi nợ qua số 0912345678", "0912345678"),
        ("gọi 0912-345-678", "0912-345-678"),
        ("0912\u{a0}345\u{a0}678", "0912\u{a0}345\u{a0}678"),
        ("SĐT0912345678", "0912345678"),
        ("0 912 345 678", "0 912 345 678"),
        ("+84912345678", "+84912345678"),
        ("+84 912 345 678", "+84 912 345 678"),
        ("(+84) 912 345 678", "(+84) 912 345 678"),
        ("+84 (0) 912 345 678", "+84 (0) 912 345 678"),
        ("84912345678", "84912345678"),
        ("0084 912 345 678", "0084 912 345 678"),
        ("0356789012", "0356789012"),
        ("0581234567", "0581234567"),
        ("0701234567", "0701234567"),
        ("024 3825 1234", "024 3825 1234"),
        ("(024) 3825 1234", "(024) 3825 1234"),
        ("0225.3745678", "0225.3745678"),
        ("+84 24 3825 1234", "+84 24 3825 1234"),
        ("điện thoại 09 12 34 56 78", "09 12 34 56 78"),
        ("ĐT: 01234567890", "01234567890"),
        ("Máy bàn: 04 3825 1234", "04 3825 1234"),
        ("WhatsApp +855 12 345 678", "+855 12 345 678"),
        ("https://zalo.me/0912345678", "0912345678"),
        ("ngày 12/3/2025, 0912345678", "0912345678"),
        ("MST 0312345678, ĐT 0987654321", "0987654321"),
    ] {
        check(text, &[(Phone, phone)]);
    }
    check(
        "0912345678 - 0987654321/0356789012",
        &[
            (Phone, "0912345678"),
            (Phone, "0987654321"),
            (Phone, "0356789012"),
        ],
    );
}

#[test]
fn identity_numbers_are_found() {
    for (text, number) in [
        ("CCCD 079099012345", "079099012345"),
        ("căn cước công dân số: 001 200 012 345", "001 200 012 345"),
        ("số định danh 999999999999", "999999999999"),
        ("mang tên A, 001099012345, quê ở", "001099012345"),
        ("CCCD 0790 9901 2345", "0790 9901 2345"),
        ("036301001234", "036301001234"),
        ("CMND: 123456789", "123456789"),
        ("chứng minh nhân dân 123 456 789", "123 456 789"),
        ("CMT số 012345678 cấp ngày 01/02/2010", "012345678"),
    ] {
        check(text, &[(IdNumber, number)]);
    }
}

#[test]
fn accounts_and_cards_are_found() {
    for (text, number) in [
        ("STK 19034567890123 Techcombank", "19034567890123"),
        ("Số tài khoản: 0011 0023 45678", "0011 0023 45678"),
        ("stk: 1234.5678.90", "1234.5678.90"),
        ("VCB 1023456789 NGUYEN VAN A", "1023456789"),
        ("1023456789 - Vietcombank", "1023456789"),
        ("chuyển khoản qua MB Bank 88889999", "88889999"),
        ("ngân hàng Á Châu 12345678", "12345678"),
        ("thẻ 4111 1111 1111 1111", "4111 1111 1111 1111"),
        ("5500000000000004", "5500000000000004"),
        ("378282246310005", "378282246310005"),
        ("STK 19001234 ACB", "19001234"),
    ] {
        check(text, &[(Account, number)]);
    }
}

#[test]
fn addresses_are_found() {
    for (text, address) in [
        ("thư: nam.nguyen+ban@gmail.com.", "nam.nguyen+ban@gmail.com"),
        ("(a@b.vn)", "a@b.vn"),
        ("hết câu...x_1@mail.example.vn, nhé", "x_1@mail.example.vn"),
        ("0912345678@gmail.com", "0912345678@gmail.com"),
    ] {
        check(text, &[(Email, address)]);
    }
}

#[test]
fn what_cases_turn_on_stays_readable() {
    for text in [
        "",
        "không có gì",
        "phạt 1.000.000 đồng",
        "chuyển 1.500.000.000 đồng qua Vietcombank",
        "84.912.345.678 đồng",
        "84912345678 đồng",
        "vay 50000000 đ ở ngân hàng",
        "Nghị định 15/2020/NĐ-CP ngày 03/02/2020",
        "ngày 09.11.2025 15 giờ",
        "2025-11-25 09:30",
        "25-11-2025 0912",
        "gọi 113, 114 hay 115",
        "tổng đài 1900 1234",
        "Vietcombank, hotline 1900545413",
        "ngân hàng gọi 18001234",
        "ngân hàng báo ngày 20251125",
        "MST: 0801234567",
        "mã số thuế 0312345678",
        "Quyết định 12345678/QĐ-NHNN của ngân hàng",
        "kết quả 03 25 47 68 91",
        "0.2345678901 là tỉ lệ",
        "3,0912345678",
        "toạ độ 10.762622, 106.660172",
        "bài 4891234 lượt xem 12345678",
        "ISBN 978-604-2-12345-7",
        "mã a0912345678f",
        "20231115091234567",
        "4111 1111 1111 1112",
        "123456789012",
        "097099012345",
        "bảng 0912 0912 0912",
        "ISBN 0-89009-786-0",
        "ISBN 978-0-89629-000-6",
        "tài khoản công giai đoạn 2021-2025",
        "mã 3d0334003321 và 0983328574a1",
        "user@localhost, @nguoidung",
        "https://x.example/tin/1851234567890.html",
        "n•••@gmail.com",
        "09••••••78",
    ] {
        check(text, &[]);
        assert_eq!(mask(text), text);
    }
}

#[test]
fn masks_leave_the_ends() {
    for (text, masked) in [
        ("gọi 0912345678", "gọi 09••••••78"),
        ("0912.345.678", "09••••••••78"),
        ("+84 912 345 678", "+84••••••••••78"),
        ("0 912 345 678", "0••••••••••78"),
        ("CCCD 079099012345", "CCCD 07••••••••45"),
        ("STK 12345678", "STK 12••••78"),
        ("thẻ 4111 1111 1111 1111", "thẻ 41•••••••••••••••11"),
        ("nam@gmail.com", "n••@gmail.com"),
        ("n@gmail.com", "•@gmail.com"),
        (
            "a@b.vn và 0912345678 và 0987654321",
            "•@b.vn và 09••••••78 và 09••••••21",
        ),
    ] {
        assert_eq!(mask(text), masked, "{text}");
        assert_eq!(mask(masked), masked, "{text}");
    }
}

#[test]
fn spans_are_carried_over() {
    let text = "đánh bạc 0912345678 nạp tiền";
    let spans = [
        text.find("đánh bạc")
            .map_or(0..0, |at| at..at + "đánh bạc".len()),
        text.find("nạp").map_or(0..0, |at| at..at + "nạp".len()),
        text.find("345").map_or(0..0, |at| at..at + 3),
        0..text.len(),
        0..1_000,
        1..1,
    ];
    let (masked, carried) = mask_with_spans(text, &spans);
    let pieces: Vec<&str> = carried
        .into_iter()
        .map(|span| masked.get(span).unwrap_or("no span at all"))
        .collect();
    assert_eq!(masked, "đánh bạc 09••••••78 nạp tiền");
    assert_eq!(pieces, ["đánh bạc", "nạp", "•••", &masked, &masked, ""]);
}

/// Texts of numbers, the words that give them away, and what parts them.
fn texts() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "0912345678",
        "0912 345 678",
        "+84912345678",
        "84",
        "+84",
        "0",
        "09",
        "12",
        "345",
        "678",
        "0987",
        "1234567",
        "12345678",
        "123456789",
        "079099012345",
        "4111111111111111",
        "19001234",
        "2025",
        "11",
        "1.000.000",
        "STK ",
        "stk",
        "tài khoản ",
        "Vietcombank ",
        "VCB",
        "CCCD ",
        "CMND",
        "ĐT: ",
        "zalo",
        "MST ",
        "đồng",
        " đ ",
        "d",
        "k",
        "@",
        "n@x.vn",
        "a0912345678@b1.vn",
        "3d",
        "a1",
        "ISBN ",
        "2021-2025",
        "mst@x.vn",
        "vcb@y.example",
        "dong@z.vn",
        ".",
        "-",
        "/",
        "(",
        ")",
        "+",
        ",",
        " ",
        "  ",
        "\n",
        "\u{a0}",
        "–",
        "•",
        "•••",
        "_",
        "x",
        "ộ",
        "₫",
    ]);
    prop_oneof![
        6 => vec(pieces, 0..24).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => "[0-9 .+()@•a-z-]{0,60}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_096))]

    #[test]
    fn what_is_found_lies_in_order(text in texts()) {
        let mut end = 0;
        for (_, span) in find_personal_data(&text) {
            prop_assert!(span.start >= end && span.start < span.end);
            prop_assert!(text.get(span.clone()).is_some());
            end = span.end;
        }
    }

    #[test]
    fn masked_text_holds_no_personal_data(text in texts()) {
        let masked = mask(&text);
        prop_assert_eq!(find_personal_data(&masked), vec![], "{}", masked);
        prop_assert_eq!(mask(&masked), masked.clone());
        prop_assert_eq!(masked.chars().count(), text.chars().count());
        // Nothing but a mask takes the place of a character.
        for (shown, typed) in masked.chars().zip(text.chars()) {
            prop_assert!(shown == typed || shown == MASK);
        }
        prop_assert_eq!(masked == text, find_personal_data(&text).is_empty());
    }

    #[test]
    fn spans_keep_their_characters(text in texts(), start in 0_usize..80, length in 0_usize..80) {
        let span = start..start + length;
        let (masked, carried) = mask_with_spans(&text, std::slice::from_ref(&span));
        let within = |place: usize| text.floor_char_boundary(place.min(text.len()));
        let source = text.get(within(span.start)..within(span.end)).unwrap_or_default();
        let piece = carried.first().and_then(|span| masked.get(span.clone()));
        prop_assert_eq!(piece.map(|piece| piece.chars().count()), Some(source.chars().count()));
    }
}
